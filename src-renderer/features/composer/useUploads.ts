import { useCallback, useSyncExternalStore } from 'react'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { FoyerClient } from '../../state/client.ts'
import { useFoyer } from '../../state/FoyerProvider.tsx'
import { createUploads, type Upload, type Uploads } from './uploads.ts'

// One queue for each connection: uploads go on while the person is elsewhere in the app.
const queues = new WeakMap<FoyerClient, Uploads>()

/** The files on their way into a Space, and the queue to add to. */
export function useUploads(spaceId: SpaceId): {
  readonly uploads: Uploads
  readonly running: readonly Upload[]
} {
  const { client, bulk } = useFoyer()
  const uploads = queues.get(client) ?? createUploads({ files: client.files, bulk })
  queues.set(client, uploads)
  const list = useCallback(() => uploads.list(spaceId), [uploads, spaceId])
  return { uploads, running: useSyncExternalStore(uploads.onChange, list) }
}
