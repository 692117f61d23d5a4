import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconHome, IconPencil, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SpaceView } from '../../../src-core/bridge/contract.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { HOME } from '../../state/routes.ts'
import { useLayout } from '../../state/useLayout.ts'
import { ICON } from '../../ui/icon.ts'

/** What can be done with a Space as a whole. */
export function SpaceMenu({ view }: { readonly view: SpaceView }) {
  const { t } = useTranslation()
  const { open, go } = useRouter()
  const phone = useLayout() === 'phone'
  const { spaceId } = view
  return (
    <Menu position="bottom-end" shadow="md" width={240}>
      <Menu.Target>
        <ActionIcon size="md" aria-label={t('app.moreSpace')}>
          <IconDots {...ICON} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {phone && (
          <Menu.Item leftSection={<IconHome {...ICON} />} onClick={() => go(HOME)}>
            {t('app.goHome')}
          </Menu.Item>
        )}
        {view.can.rename && (
          <Menu.Item
            leftSection={<IconPencil {...ICON} />}
            onClick={() => open({ dialog: 'renameSpace', spaceId })}
          >
            {t('app.rename')}
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
