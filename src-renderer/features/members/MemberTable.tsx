import { useTranslation } from 'react-i18next'
import type { SpaceId, UserId } from '../../../src-core/base/ids.ts'
import type { MemberDetails } from '../../../src-core/bridge/contract.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { personRoute } from '../../state/routes.ts'
import { Pips } from '../../ui/Pips.tsx'
import { Say } from '../../ui/Say.tsx'
import { PeopleTable } from '../people/PeopleTable.tsx'
import { PersonCell } from '../people/PersonCell.tsx'
import { TrustMark } from '../trust/TrustMark.tsx'
import css from './members.module.css'

interface Props {
  readonly spaceId: SpaceId
  readonly members: readonly MemberDetails[]
  /** Shown beside the table, or nobody. */
  readonly chosen: UserId | null
}

/** Who belongs to a Space, each to be shown, and who answers for it. */
export function MemberTable({ spaceId, members, chosen }: Props) {
  const owner = members.find(({ role }) => role === 'owner')
  return (
    <>
      <PeopleTable>
        {members.map((member) => (
          <MemberRow
            key={member.person.userId}
            spaceId={spaceId}
            member={member}
            chosen={member.person.userId === chosen}
          />
        ))}
      </PeopleTable>
      {owner && <Controller owner={owner} isAlone={members.length === 1} />}
    </>
  )
}

interface ControllerProps {
  readonly owner: MemberDetails
  /** Nobody else is shown to whom the Space could be given. */
  readonly isAlone: boolean
}

/** Who answers for what is kept here, and where to ask (WS-11). */
function Controller({ owner: { person, email }, isAlone }: ControllerProps) {
  const { t } = useTranslation()
  const name = person.name || t('common.nameless')
  if (person.self) {
    return (
      <p className={css.note}>
        {t('members.answersSelf')} {!isAlone && t('members.ownerLeaves')}
      </p>
    )
  }
  return (
    <p className={css.note}>
      <Say id="members.answers" values={{ name }} />{' '}
      {email !== null && <Say id="people.emailUnchecked" values={{ email }} />}
    </p>
  )
}

interface RowProps {
  readonly spaceId: SpaceId
  readonly member: MemberDetails
  readonly chosen: boolean
}

function MemberRow({ spaceId, member, chosen }: RowProps) {
  const { t } = useTranslation()
  const { go } = useRouter()
  const { person, role, devices, verified } = member
  return (
    <tr data-chosen={chosen || undefined}>
      <td>
        <PersonCell
          spaceId={spaceId}
          // Beside the table; here it would say the same on every row.
          known={{ ...member, email: null }}
          visitor={role === 'guest'}
          chosen={chosen}
          onShow={() => go(personRoute(spaceId, person.userId))}
        />
      </td>
      <td>{t(`common.role.${role}`)}</td>
      <td>
        <Pips pips={devices.map(({ connected }) => (connected ? 'have' : 'unknown'))} />{' '}
        {t('home.devices', { count: devices.length })}
      </td>
      <td>{!person.self && <TrustMark verified={verified} />}</td>
    </tr>
  )
}
