import { IconUserOff } from '@tabler/icons-react'
import type { FormerMember } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import { ReceivedButton } from '../recipients/ReceivedButton.tsx'
import css from './members.module.css'

interface Props {
  readonly space: Pick<SpaceFacts, 'spaceId' | 'name'>
  readonly removed: readonly FormerMember[]
}

/** Who was removed or left, and what that did and did not do. */
export function FormerMembers({ space, removed }: Props) {
  const { date } = useFormat()
  if (removed.length === 0) return null
  return (
    <ul className={css.former}>
      {removed.map(({ person, at, by }) => (
        <li key={`${person.userId}/${at}`}>
          <IconUserOff {...ICON} aria-hidden />
          <div className={css.grow}>
            <p>
              <Say
                id={by?.userId === person.userId ? 'members.left' : 'members.removed'}
                values={{ name: person.name || '…', space: space.name, when: date(at) }}
              />
            </p>
            {!person.self && <ReceivedButton spaceId={space.spaceId} person={person} />}
          </div>
        </li>
      ))}
    </ul>
  )
}
