import { Menu } from '@mantine/core'
import {
  IconCopy,
  IconDots,
  IconHistory,
  IconPencil,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import type { FeedItem } from '../../../src-core/bridge/contract.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { spaceRoute } from '../../state/routes.ts'
import css from './FeedRow.module.css'
import { useSpace } from './SpaceContext.tsx'
import { useBin } from './useBin.ts'

const ICON = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

interface Props {
  readonly item: FeedItem
}

/** What else can be done with an item. Takes no room, so it may come after what one reads is there. */
export function ItemMenu({ item }: Props) {
  const isDue = useDeferredValue(true, false)
  return isDue ? <TheMenu item={item} /> : null
}

function TheMenu({ item }: Props) {
  const { t } = useTranslation()
  const { setDoing, spaceId, view } = useSpace()
  const { open, go } = useRouter()
  const bin = useBin()
  const { content } = item
  const text =
    content.kind === 'message' ? content.text : content.kind === 'link' ? content.url : ''
  const editable = item.canEdit && (content.kind === 'message' || content.kind === 'note')
  const hasHistory = content.kind === 'note' && view.role !== 'guest'
  if (!editable && !item.canDelete && !hasHistory && text === '') return null
  return (
    <Menu position="bottom-end" shadow="md" width={210}>
      <Menu.Target>
        <button type="button" className={`${css.act} ${css.more}`} aria-label={t('common.more')}>
          <IconDots size={16} stroke={1.75} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {editable && (
          <Menu.Item
            leftSection={<IconPencil {...ICON} />}
            onClick={() => setDoing({ itemId: item.itemId, what: 'edit' })}
          >
            {t('feed.edit')}
          </Menu.Item>
        )}
        {text !== '' && (
          <Menu.Item
            leftSection={<IconCopy {...ICON} />}
            onClick={() => void navigator.clipboard?.writeText(text)}
          >
            {t('feed.copyText')}
          </Menu.Item>
        )}
        {hasHistory && (
          <Menu.Item
            leftSection={<IconHistory {...ICON} />}
            onClick={() => go(spaceRoute(spaceId, 'versions', item.itemId))}
          >
            {t('notes.history')}
          </Menu.Item>
        )}
        {item.mine && (
          <Menu.Item
            leftSection={<IconUsers {...ICON} />}
            onClick={() => open({ dialog: 'receivers', spaceId, itemId: item.itemId })}
          >
            {t('feed.received.act')}
          </Menu.Item>
        )}
        {item.canDelete && (
          <Menu.Item leftSection={<IconTrash {...ICON} />} onClick={() => bin(item)}>
            {t('feed.delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
