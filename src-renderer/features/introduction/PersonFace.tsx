import type { ComponentProps } from 'react'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { Person } from '../../../src-core/bridge/schemas.ts'
import { useQuery } from '../../state/useQuery.ts'
import { SKIP } from '../../state/useStream.ts'
import { Face } from '../../ui/Face.tsx'
import { usePhotoUrl } from './usePhoto.ts'

interface Props extends Omit<ComponentProps<typeof Face>, 'name' | 'enamel' | 'src'> {
  readonly spaceId: SpaceId
  readonly person: Person
}

/** A person's face in a Space: the picture on their card there, or the initial. */
export function PersonFace({ spaceId, person, ...face }: Props) {
  const { userId, photo, name, enamel } = person
  const { value } = useQuery(
    'introduction',
    'photo',
    photo === undefined ? SKIP : { spaceId, userId },
    photo,
  )
  const src = usePhotoUrl(photo === undefined ? null : value)
  return <Face name={name} enamel={enamel} src={src} {...face} />
}
