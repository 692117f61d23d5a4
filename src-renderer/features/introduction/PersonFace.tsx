import { type ComponentProps, useCallback, useSyncExternalStore } from 'react'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { Person } from '../../../src-core/bridge/schemas.ts'
import type { FoyerClient } from '../../state/client.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { Face } from '../../ui/Face.tsx'
import { createSharedPhotos, type SharedPhotos } from './sharedPhotos.ts'

interface Props extends Omit<ComponentProps<typeof Face>, 'name' | 'enamel' | 'src'> {
  readonly spaceId: SpaceId
  readonly person: Person
}

/** A person's face in a Space: the picture on their card there, or the initial. */
export function PersonFace({ spaceId, person, ...face }: Props) {
  const src = usePersonPhoto(spaceId, person)
  return <Face name={person.name} enamel={person.enamel} src={src} {...face} />
}

const NONE = () => {}
const shared = new WeakMap<FoyerClient, SharedPhotos>()

function sharedOf(client: FoyerClient): SharedPhotos {
  const known = shared.get(client) ?? createSharedPhotos()
  shared.set(client, known)
  return known
}

/** `photo` names the bytes, so that a changed picture is another one. */
function usePersonPhoto(spaceId: SpaceId, { userId, photo }: Person): string | undefined {
  const client = useClient()
  const photos = sharedOf(client)
  const key = photo && `${spaceId}/${userId}/${photo}`
  const subscribe = useCallback(
    (listener: () => void) =>
      key
        ? photos.subscribe(key, () => client.introduction.photo({ spaceId, userId }), listener)
        : NONE,
    [client, photos, key, spaceId, userId],
  )
  return useSyncExternalStore(subscribe, () => (key ? photos.read(key) : undefined))
}
