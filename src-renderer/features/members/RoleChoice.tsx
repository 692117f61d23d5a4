import { Select } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MemberDetails, Role } from '../../../src-core/bridge/contract.ts'
import { useAnnounce } from '../../state/AnnouncerProvider.tsx'
import { useClient } from '../../state/FoyerProvider.tsx'
import { placeWord } from '../../state/placeWord.ts'
import { useCommand } from '../../state/useCommand.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import css from './members.module.css'

interface Props {
  readonly view: SpaceFacts
  readonly member: MemberDetails
}

/** The role of a person in this Space, to be changed by those who may. */
export function RoleChoice({ view, member }: Props) {
  const { t } = useTranslation()
  const client = useClient()
  const announce = useAnnounce()
  const { person, role, can } = member
  const change = useCommand(async (next: Role) => {
    await client.members.setRole({ spaceId: view.spaceId, userId: person.userId, role: next })
    const name = person.name || t('common.nameless')
    announce(t('members.roleChanged', { name, role: t(`common.role.${next}`) }))
  })
  const label = <Say id="members.roleIn" values={{ space: view.name }} />
  return (
    <section>
      {can.roles.length > 1 ? (
        <Select
          label={label}
          allowDeselect={false}
          checkIconPosition="right"
          comboboxProps={{ shadow: 'md' }}
          rightSection={<IconChevronDown {...ICON} size={16} />}
          disabled={change.pending}
          data={can.roles.map((value) => ({ value, label: t(`common.role.${value}`) }))}
          value={role}
          onChange={(next) => next && next !== role && change.run(next as Role)}
        />
      ) : (
        <>
          <h3 className={css.label}>{label}</h3>
          <p>{t(`common.role.${role}`)}</p>
        </>
      )}
      <p className={css.note}>
        {role === 'owner'
          ? t('members.means.owner', { context: placeWord(view) })
          : t(`members.means.${role}`)}
      </p>
      <FailureLine failure={change.error} />
    </section>
  )
}
