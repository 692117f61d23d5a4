import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SpaceId, UserId } from '../../../src-core/base/ids.ts'
import type { MemberDetails } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { personRoute } from '../../state/routes.ts'
import { Pips } from '../../ui/Pips.tsx'
import { SheetTable } from '../../ui/SheetTable.tsx'
import { PersonFace } from '../introduction/PersonFace.tsx'
import { TrustIcon, TrustMark } from '../trust/TrustMark.tsx'
import css from './members.module.css'

interface Props {
  readonly spaceId: SpaceId
  readonly members: readonly MemberDetails[]
  readonly chosen: UserId | null
}

export function MemberTable({ spaceId, members, chosen }: Props) {
  const { t } = useTranslation()
  return (
    <SheetTable
      className={css.table}
      headings={[
        t('people.person'),
        t('people.role'),
        t('people.devices'),
        t('members.safetyNumber'),
      ]}
    >
      {members.map((member) => (
        <MemberRow
          key={member.person.userId}
          spaceId={spaceId}
          member={member}
          chosen={member.person.userId === chosen}
        />
      ))}
    </SheetTable>
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
  const { person, role, devices, here, verified } = member
  return (
    <tr data-chosen={chosen || undefined}>
      <td>
        <UnstyledButton
          className={css.who}
          aria-current={chosen || undefined}
          onClick={() => go(personRoute(spaceId, person.userId))}
        >
          <PersonFace
            spaceId={spaceId}
            person={person}
            size={32}
            lit={here && !person.self}
            visitor={role === 'guest'}
          />
          <span>
            <bdi className={css.strong}>{person.name || t('common.nameless')}</bdi>{' '}
            {!person.self && (
              <span className={css.narrowMark}>
                <TrustIcon verified={verified} />
              </span>
            )}
            {person.self && <span className={css.quiet}>{t('common.you')}</span>}
            <Standing member={member} />
          </span>
        </UnstyledButton>
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

/** Where somebody is, or when they were last. */
export function Standing({ member }: { readonly member: MemberDetails }) {
  const { t } = useTranslation()
  const { date, moment } = useFormat()
  const { person, here, expiresAt, devices } = member
  if (person.self) return <span className={css.sub}>{t('people.thisDevice')}</span>
  if (here) {
    return (
      <span className={css.sub} data-here>
        {t('people.here')}
      </span>
    )
  }
  if (expiresAt !== null) {
    return <span className={css.sub}>{t('people.visits', { when: date(expiresAt) })}</span>
  }
  const seen = Math.max(...devices.map(({ lastSeenAt }) => lastSeenAt ?? 0), 0)
  return (
    <span className={css.sub}>
      {seen > 0 ? t('people.lastSeen', { when: moment(seen) }) : t('people.unknown')}
    </span>
  )
}
