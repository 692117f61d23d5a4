import { ActionIcon, Menu } from '@mantine/core'
import {
  IconDoorExit,
  IconDots,
  IconEye,
  IconHome,
  IconId,
  IconLock,
  IconMailPlus,
  IconPencil,
  IconTrash,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { placeWord } from '../../state/placeWord.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { HOME, type SpaceTab, spaceRoute } from '../../state/routes.ts'
import { useLayout } from '../../state/useLayout.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { ICON } from '../../ui/icon.ts'

/** What can be done with a Space as a whole. */
export function SpaceMenu({ view }: { readonly view: SpaceFacts }) {
  const { t } = useTranslation()
  const { open, go } = useRouter()
  const phone = useLayout() === 'phone'
  const { spaceId } = view
  const makeGroup = (document: boolean) => () => open({ dialog: 'newGroup', spaceId, document })
  const to = (tab: SpaceTab) => () => go(spaceRoute(spaceId, tab))
  return (
    <Menu position="bottom-end" shadow="md" width={260}>
      <Menu.Target>
        <ActionIcon size="md" aria-label={t('app.moreSpace', { context: placeWord(view) })}>
          <IconDots {...ICON} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {phone && (
          <Menu.Item leftSection={<IconHome {...ICON} />} onClick={() => go(HOME)}>
            {t('app.goHome')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconUsers {...ICON} />} onClick={to('people')}>
          {t('members.title')}
        </Menu.Item>
        {view.can.invite && (
          <Menu.Item leftSection={<IconMailPlus {...ICON} />} onClick={to('invitations')}>
            {t('invite.page')}
          </Menu.Item>
        )}
        {view.parent === null && view.ended === null && (
          <Menu.Item leftSection={<IconId {...ICON} />} onClick={to('introduction')}>
            {t('introduction.title')}
          </Menu.Item>
        )}
        {view.can.invite && (
          <Menu.Item leftSection={<IconEye {...ICON} />} onClick={to('asGuest')}>
            {t('guest.viewAs')}
          </Menu.Item>
        )}
        {view.can.addPeople && (
          <Menu.Item
            leftSection={<IconUserPlus {...ICON} />}
            onClick={() => open({ dialog: 'addToGroup', spaceId })}
          >
            {t('groups.add')}
          </Menu.Item>
        )}
        {view.can.group && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconUsersGroup {...ICON} />} onClick={makeGroup(false)}>
              {t('groups.newGroup')}
            </Menu.Item>
            <Menu.Item leftSection={<IconLock {...ICON} />} onClick={makeGroup(true)}>
              {t('groups.newDocument')}
            </Menu.Item>
          </>
        )}
        <Menu.Divider />
        {view.can.rename && (
          <Menu.Item
            leftSection={<IconPencil {...ICON} />}
            onClick={() => open({ dialog: 'renameSpace', spaceId })}
          >
            {t('app.rename')}
          </Menu.Item>
        )}
        {view.members.length > 1 && view.role !== 'owner' && view.ended === null && (
          <Menu.Item
            leftSection={<IconDoorExit {...ICON} />}
            onClick={() => open({ dialog: 'leaveSpace', spaceId })}
          >
            {t('members.leave', { context: placeWord(view) })}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconTrash {...ICON} />}
          color="var(--stop)"
          onClick={() => open({ dialog: 'removeSpace', spaceId })}
        >
          {t('app.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
