import { TextInput, UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { personRoute } from '../../state/routes.ts'
import { useStreams } from '../../state/useStreams.ts'
import { Arch } from '../../ui/Arch.tsx'
import { ICON } from '../../ui/icon.ts'
import { Pips } from '../../ui/Pips.tsx'
import { deviceTitle } from '../sync/deviceWords.ts'
import { TrustMark } from '../trust/TrustMark.tsx'
import { deviceLine } from './deviceLine.ts'
import { PeopleTable } from './PeopleTable.tsx'
import { PersonCell } from './PersonCell.tsx'
import css from './people.module.css'
import { type Known, peopleOf } from './peopleOf.ts'

/** Everybody of all Spaces. */
export function PeoplePage({ spaces }: { readonly spaces: readonly SpaceSummary[] }) {
  const { t } = useTranslation()
  const inputs = useMemo(() => spaces.map(({ spaceId }) => ({ spaceId })), [spaces])
  const views = useStreams('spaces', 'view', inputs)
  const [filter, setFilter] = useState('')
  const people = useMemo(() => peopleOf(views), [views])
  const wanted = filter.trim().toLocaleLowerCase()
  const found = people.filter(({ person }) => person.name.toLocaleLowerCase().includes(wanted))
  const alone = people.every(({ person }) => person.self)

  return (
    <div className={css.page}>
      <h1 className={css.title}>{t('people.title')}</h1>
      <TextInput
        className={css.filter ?? ''}
        aria-label={t('people.filter')}
        placeholder={t('people.filter')}
        leftSection={<IconSearch {...ICON} size={16} />}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
      <PeopleTable further={t('people.spaces')}>
        {found.map((known) => (
          <PersonRow key={known.person.userId} known={known} />
        ))}
      </PeopleTable>
      <p className={css.note} role="status">
        {found.length === 0 && t('people.none')}
      </p>
      <p className={css.note}>{alone ? t('people.empty') : t('people.widest')}</p>
    </div>
  )
}

function PersonRow({ known }: { readonly known: Known }) {
  const { t } = useTranslation()
  const { go } = useRouter()
  const { person, role, devices, spaces, verified } = known
  const [first] = spaces
  const pips = devices.map((device) => deviceLine(device, t).pip ?? 'have')
  const lines = devices.map(
    (device) => `${deviceTitle(t, device.label)}: ${deviceLine(device, t).text}`,
  )
  return (
    <tr>
      <td>
        <PersonCell
          spaceId={first?.spaceId ?? ('' as SpaceId)}
          known={known}
          visitor={known.expiresAt !== null}
          onShow={() => first && go(personRoute(first.spaceId, person.userId))}
        />
      </td>
      <td>{t(`common.role.${role}`)}</td>
      <td>
        <span title={person.self ? undefined : lines.join('\n')}>
          <Pips pips={pips} /> {devices.length}
        </span>
      </td>
      <td>{!person.self && <TrustMark verified={verified} />}</td>
      <td>
        <span className={css.arches}>
          {spaces.map((space) => (
            <UnstyledButton
              key={space.spaceId}
              aria-label={space.name}
              title={space.name}
              onClick={() => go(personRoute(space.spaceId, person.userId))}
            >
              <Arch name={space.name} enamel={space.enamel} size="xs" />
            </UnstyledButton>
          ))}
        </span>
      </td>
    </tr>
  )
}
