import { IconUserOff } from '@tabler/icons-react'
import type { FormerMember } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import css from './members.module.css'

interface Props {
  readonly spaceName: string
  readonly removed: readonly FormerMember[]
}

/** Who was removed or left, and what that did and did not do. */
export function FormerMembers({ spaceName, removed }: Props) {
  const { date } = useFormat()
  if (removed.length === 0) return null
  return (
    <ul className={css.former}>
      {removed.map(({ person, at, by }) => (
        <li key={`${person.userId}/${at}`}>
          <IconUserOff {...ICON} aria-hidden />
          <p>
            <Say
              id={by?.userId === person.userId ? 'members.left' : 'members.removed'}
              values={{ name: person.name || '…', space: spaceName, when: date(at) }}
            />
          </p>
        </li>
      ))}
    </ul>
  )
}
