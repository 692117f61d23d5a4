import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { ItemId, SpaceId } from '../../../src-core/base/ids.ts'
import { SCHEMA_VERSION } from '../../../src-core/documents/bodies.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { type Failure, toFailure } from '../../state/failure.ts'
import { type BodyPhase, type BodyReplica, createBodyReplica } from './bodyReplica.ts'

interface OpenBody {
  readonly phase: BodyPhase
  /** For `useSaving`; undefined before the first effect. */
  readonly replica: BodyReplica | undefined
  /** Why something written here was taken back. */
  readonly refused: Failure | undefined
}

const OPENING: BodyPhase = { phase: 'opening' }
const NOTHING = () => () => {}

/** The replica of a note's body for as long as the note is open; what was written is sent before it ends. */
export function useBody(spaceId: SpaceId, itemId: ItemId): OpenBody {
  const client = useClient()
  const [replica, setReplica] = useState<BodyReplica>()
  const [refused, setRefused] = useState<Failure>()

  useEffect(() => {
    const opened = createBodyReplica({
      bodies: client.bodies,
      spaceId,
      itemId,
      schemaVersion: SCHEMA_VERSION,
      onRefused: (error) => setRefused(toFailure(error)),
    })
    setReplica(opened)
    return () => {
      setReplica(undefined)
      void opened.close()
    }
  }, [client, spaceId, itemId])

  const phase = useSyncExternalStore(
    replica?.onPhase ?? NOTHING,
    useCallback(() => replica?.current() ?? OPENING, [replica]),
  )
  return { phase, replica, refused }
}

/** Whether something is not on disk yet. It changes with every key, so only what shows it may read it. */
export function useSaving(replica: BodyReplica | undefined): boolean {
  return useSyncExternalStore(
    replica?.onSaving ?? NOTHING,
    useCallback(() => replica?.saving ?? false, [replica]),
  )
}
