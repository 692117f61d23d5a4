import type { UserId } from '../../../src-core/base/ids.ts'
import { useSpace } from '../feed/SpaceContext.tsx'
import { TrustIcon } from './TrustMark.tsx'

/** Beside the name of who wrote something: nothing but a doubt about who that is. */
export function DoubtIcon({ userId }: { readonly userId: UserId }) {
  const { view } = useSpace()
  const verified = view.members.find(({ person }) => person.userId === userId)?.verified
  if (verified !== 'changed' && verified !== 'namesake') return null
  return <TrustIcon verified={verified} />
}
