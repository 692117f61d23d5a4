import { ActionIcon, Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconDoorExit, IconMailPlus, IconSearch, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UserId } from '../../../src-core/base/ids.ts'
import { placeWord } from '../../state/placeWord.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { personRoute, spaceRoute } from '../../state/routes.ts'
import { useLayout } from '../../state/useLayout.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { useStream } from '../../state/useStream.ts'
import { ICON } from '../../ui/icon.ts'
import { Subpage } from '../../ui/Subpage.tsx'
import { AddToGroup } from '../groups/AddToGroup.tsx'
import { FormerMembers } from './FormerMembers.tsx'
import { MemberTable } from './MemberTable.tsx'
import css from './members.module.css'
import { PersonPanel } from './PersonPanel.tsx'
import { SpaceKeys } from './SpaceKeys.tsx'
import { KINDS, type Kind, ofKind } from './selectMembers.ts'

interface Props {
  readonly view: SpaceFacts
  /** Who is shown beside the list, or instead of it where there is no room. */
  readonly userId: UserId | null
}

/** Who belongs to a Space: roles, devices, safety numbers; and who did once. */
export function MembersPage({ view, userId }: Props) {
  const { t } = useTranslation()
  const { go } = useRouter()
  const layout = useLayout()
  const { spaceId } = view
  const { value } = useStream('members', 'watch', { spaceId })
  const chosen = value?.members.find(({ person }) => person.userId === userId)
  const beside = layout === 'wide'
  if (chosen && value && !beside) {
    return (
      <Subpage
        title={chosen.person.name || t('common.nameless')}
        of={view.name}
        back={{ label: t('members.toAll'), onClick: () => go(personRoute(spaceId, null)) }}
      >
        <PersonPanel view={view} member={chosen} />
      </Subpage>
    )
  }
  const actions = <Actions view={view} canLeave={value?.self.canLeave ?? false} />
  return (
    <div className={css.split} data-beside={(beside && chosen && true) || undefined}>
      <Subpage
        title={t('members.title')}
        of={view.name}
        back={{ label: t('app.toFeed'), onClick: () => go(spaceRoute(spaceId)) }}
        actions={layout !== 'phone' && actions}
      >
        {/* Beside the title there is no room for them. */}
        {layout === 'phone' && <div className={css.acts}>{actions}</div>}
        {value && (
          <>
            <Everybody view={view} everybody={value} chosen={userId} />
            <SpaceKeys view={view} keys={value.self.keys} canRotate={value.self.canRotate} />
          </>
        )}
      </Subpage>
      {beside && chosen && (
        <Beside name={chosen.person.name} onClose={() => go(personRoute(spaceId, null))}>
          <PersonPanel view={view} member={chosen} heading />
        </Beside>
      )}
    </div>
  )
}

interface BesideProps {
  readonly name: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** One person beside the list; closing it gives the focus back to their row. */
function Beside({ name, onClose, children }: BesideProps) {
  const { t } = useTranslation()
  const close = () => {
    document.querySelector<HTMLElement>('tr[data-chosen] button')?.focus()
    onClose()
  }
  return (
    <aside
      className={css.aside}
      aria-label={name || t('common.nameless')}
      data-region="details"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close()
      }}
    >
      <ActionIcon className={css.close ?? ''} aria-label={t('common.close')} onClick={close}>
        <IconX {...ICON} />
      </ActionIcon>
      {children}
    </aside>
  )
}

function Actions({ view, canLeave }: { readonly view: SpaceFacts; readonly canLeave: boolean }) {
  const { t } = useTranslation()
  const { go, open } = useRouter()
  const { spaceId } = view
  return (
    <>
      <AddToGroup view={view} />
      {view.can.invite && (
        <Button
          variant="default"
          leftSection={<IconMailPlus {...ICON} size={17} />}
          onClick={() => go(spaceRoute(spaceId, 'invitations'))}
        >
          {t('invite.page')}
        </Button>
      )}
      {canLeave && (
        <Button
          variant="subtle"
          data-stop
          leftSection={<IconDoorExit {...ICON} size={17} />}
          onClick={() => open({ dialog: 'leaveSpace', spaceId })}
        >
          {t('members.leave', { context: placeWord(view) })}
        </Button>
      )}
    </>
  )
}

interface EverybodyProps {
  readonly view: SpaceFacts
  readonly everybody: Parameters<typeof ofKind>[0]
  readonly chosen: UserId | null
}

function Everybody({ view, everybody, chosen }: EverybodyProps) {
  const { t } = useTranslation()
  const [filter, setFilter] = useState('')
  const [kind, setKind] = useState<Kind>('everyone')
  const shown = ofKind(everybody, kind, filter)
  const empty = shown.members.length === 0 && shown.removed.length === 0
  return (
    <>
      <div className={css.tools}>
        <TextInput
          aria-label={t('people.filter')}
          placeholder={t('people.filter')}
          leftSection={<IconSearch {...ICON} size={16} />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={t('members.kinds')}
          classNames={{ root: css.segments ?? '', indicator: css.indicator ?? '' }}
          withItemsBorders={false}
          value={kind}
          onChange={(value) => setKind(value as Kind)}
          data={KINDS.map((value) => ({ value, label: t(`members.kind.${value}`) }))}
        />
      </div>
      {shown.members.length > 0 && (
        <MemberTable spaceId={view.spaceId} members={shown.members} chosen={chosen} />
      )}
      <FormerMembers space={view} removed={shown.removed} />
      <p className={css.note} role="status">
        {empty &&
          (kind === 'removed'
            ? t('members.noneRemoved', { context: placeWord(view) })
            : t('people.none'))}
      </p>
    </>
  )
}
