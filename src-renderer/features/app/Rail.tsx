import { ActionIcon, Menu, Tooltip, UnstyledButton } from '@mantine/core'
import {
  IconHome,
  IconLink,
  IconLock,
  IconPlus,
  IconSearch,
  IconSettings,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppStatus, SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useFormat } from '../../state/format.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { spaceRoute } from '../../state/routes.ts'
import { useStream } from '../../state/useStream.ts'
import { Arch } from '../../ui/Arch.tsx'
import { Face } from '../../ui/Face.tsx'
import { FoyerMark } from '../../ui/FoyerMark.tsx'
import { ICON } from '../../ui/icon.ts'
import { useFacts } from '../home/useFacts.ts'
import { usePhotoUrl } from '../introduction/usePhoto.ts'
import css from './Rail.module.css'
import { spaceLine } from './spaceLine.ts'

export type Ready = AppStatus & { readonly phase: 'ready' }

interface Props {
  readonly status: Ready
  readonly spaces: readonly SpaceSummary[]
  /** Arches only, with tooltips. */
  readonly thin: boolean
  readonly onFind: () => void
}

/** The left column: where one can go. */
export function Rail({ status, spaces, thin, onFind }: Props) {
  const { t } = useTranslation()
  const { route, go } = useRouter()
  const client = useClient()
  return (
    <nav
      className={css.rail}
      data-thin={thin || undefined}
      data-region="rail"
      tabIndex={-1}
      aria-label={t('app.name')}
    >
      <div className={css.brand}>
        <FoyerMark />
        {!thin && (
          <span className={css.grow} translate="no">
            Foyer
          </span>
        )}
        {status.canLock && !thin && (
          <ActionIcon size="sm" aria-label={t('app.lock')} onClick={() => client.app.lock()}>
            <IconLock {...ICON} />
          </ActionIcon>
        )}
      </div>
      <FindButton thin={thin} onFind={onFind} />
      <Entry
        thin={thin}
        label={t('app.home')}
        current={route.page === 'home'}
        icon={<IconHome {...ICON} />}
        onClick={() => go({ page: 'home' })}
      />
      <Entry
        thin={thin}
        label={t('app.people')}
        current={route.page === 'people'}
        icon={<IconUsers {...ICON} />}
        onClick={() => go({ page: 'people' })}
      />
      <div className={css.heading}>
        {!thin && <h2>{t('app.spaces')}</h2>}
        <AddMenu />
      </div>
      <ul className={css.spaces}>
        {spaces
          .filter(({ parent }) => parent === null)
          .map((space) => (
            <li key={space.spaceId}>
              <SpaceEntry space={space} thin={thin} />
              <GroupList space={space} spaces={spaces} thin={thin} />
            </li>
          ))}
      </ul>
      <Me status={status} thin={thin} />
    </nav>
  )
}

/** In the thin rail a name appears as a tooltip. */
function Named({ thin, name, children }: { thin: boolean; name: string; children: ReactNode }) {
  return (
    <Tooltip label={name} position="right" disabled={!thin}>
      {children}
    </Tooltip>
  )
}

function FindButton({ thin, onFind }: { readonly thin: boolean; readonly onFind: () => void }) {
  const { t } = useTranslation()
  return (
    <Named thin={thin} name={t('app.find')}>
      <UnstyledButton
        className={css.find}
        aria-label={thin ? t('app.find') : undefined}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={onFind}
      >
        <IconSearch {...ICON} size={16} />
        {!thin && (
          <>
            <span className={css.grow}>{t('app.find')}</span>
            <kbd className={css.kbd} aria-hidden>
              Ctrl K
            </kbd>
          </>
        )}
      </UnstyledButton>
    </Named>
  )
}

interface EntryProps {
  readonly thin: boolean
  readonly label: string
  readonly current: boolean
  readonly icon: ReactNode
  readonly onClick: () => void
}

function Entry({ thin, label, current, icon, onClick }: EntryProps) {
  return (
    <Named thin={thin} name={label}>
      <UnstyledButton
        className={css.entry}
        aria-current={current ? 'page' : undefined}
        aria-label={thin ? label : undefined}
        onClick={onClick}
      >
        {icon}
        {!thin && label}
      </UnstyledButton>
    </Named>
  )
}

function AddMenu() {
  const { t } = useTranslation()
  const { open } = useRouter()
  return (
    <Menu position="bottom-end" shadow="md" width={220}>
      <Menu.Target>
        <ActionIcon size="xs" aria-label={t('app.newOrJoin')}>
          <IconPlus {...ICON} size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPlus {...ICON} />}
          onClick={() => open({ dialog: 'newSpace' })}
        >
          {t('spaces.newSpace')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLink {...ICON} />}
          onClick={() => open({ dialog: 'join', link: '' })}
        >
          {t('join.title')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

interface GroupListProps {
  readonly space: SpaceSummary
  readonly spaces: readonly SpaceSummary[]
  readonly thin: boolean
}

/** A Space's hidden groups beneath it, as far as one is in them. */
function GroupList({ space, spaces, thin }: GroupListProps) {
  const { t } = useTranslation()
  const groups = spaces.filter(({ parent }) => parent === space.spaceId)
  if (groups.length === 0) return null
  return (
    <ul className={css.groups} aria-label={t('groups.of', { space: space.name })}>
      {groups.map((group) => (
        <li key={group.spaceId}>
          <SpaceEntry space={group} thin={thin} />
        </li>
      ))}
    </ul>
  )
}

function SpaceEntry({ space, thin }: { readonly space: SpaceSummary; readonly thin: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { route, go } = useRouter()
  const current = route.page === 'space' && route.spaceId === space.spaceId
  const line = spaceLine(space, t, format)
  const unread = space.unread > 0 ? t('app.unread', { count: space.unread }) : undefined
  return (
    <Named thin={thin} name={space.name}>
      <UnstyledButton
        className={css.space}
        data-unread={space.unread > 0 || undefined}
        data-group={space.parent ? true : undefined}
        aria-current={current ? 'page' : undefined}
        aria-label={thin ? [space.name, line.text, unread].filter(Boolean).join(', ') : undefined}
        onClick={() => go(spaceRoute(space.spaceId))}
      >
        <GroupSign space={space} />
        {!thin && (
          <span className={css.grow}>
            <bdi className={css.name}>{space.name}</bdi>
            <span className={css.line} data-tone={line.tone}>
              {line.text}
            </span>
          </span>
        )}
        {space.unread > 0 && (
          <span className={css.count} title={unread}>
            {space.unread > 999 ? '999+' : space.unread}
          </span>
        )}
      </UnstyledButton>
    </Named>
  )
}

/** A door for a Space; a lock or people for what stands beneath one. */
function GroupSign({ space }: { readonly space: SpaceSummary }) {
  const { t } = useTranslation()
  if (space.parent === null)
    return <Arch name={space.name} enamel={space.enamel} lit={space.here.length > 0} />
  const Icon = space.document ? IconLock : IconUsersGroup
  return (
    <span
      className={css.sign}
      role="img"
      aria-label={t(space.document ? 'groups.document' : 'groups.group')}
    >
      <Icon {...ICON} size={16} />
    </span>
  )
}

function Me({ status, thin }: { readonly status: Ready; readonly thin: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { route, go } = useRouter()
  const facts = useFacts()
  const { value: told } = useStream('introduction', 'watch', { spaceId: null })
  const photo = usePhotoUrl(told?.everywhere.photo)
  const { self } = status
  return (
    <div className={css.me}>
      {!thin && (
        <>
          <Face name={self.name} enamel={self.enamel} size={30} src={photo} />
          <span className={css.grow}>
            <bdi className={css.myName}>{self.name}</bdi>
            <span className={css.line}>
              {facts
                ? t('app.status', {
                    device: t('people.thisDevice'),
                    size: format.size(facts.usedBytes),
                  })
                : t('people.thisDevice')}
            </span>
          </span>
        </>
      )}
      <ActionIcon
        size="sm"
        aria-label={t('app.settings')}
        aria-current={route.page === 'settings' ? 'page' : undefined}
        onClick={() => go({ page: 'settings' })}
      >
        <IconSettings {...ICON} />
      </ActionIcon>
    </div>
  )
}
