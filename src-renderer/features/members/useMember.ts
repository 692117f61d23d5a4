import { useRef } from 'react'
import type { SpaceId, UserId } from '../../../src-core/base/ids.ts'
import type { MemberDetails } from '../../../src-core/bridge/contract.ts'
import { useStream } from '../../state/useStream.ts'

/**
 * Somebody of a Space, for a dialog about them: as last known while the dialog is open, because what it is
 * about may take them out of the list. Undefined until it is known, and for who is not there.
 */
export function useMember(spaceId: SpaceId, userId: UserId): MemberDetails | undefined {
  const { value } = useStream('members', 'watch', { spaceId })
  const known = useRef<MemberDetails>(undefined)
  known.current = value?.members.find(({ person }) => person.userId === userId) ?? known.current
  return known.current
}
