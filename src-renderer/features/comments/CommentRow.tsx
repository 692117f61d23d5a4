import { Menu } from '@mantine/core'
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Comment } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useFormat } from '../../state/format.ts'
import { useCommand } from '../../state/useCommand.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { useSpace } from '../feed/SpaceContext.tsx'
import { showToast } from '../feed/toast.tsx'
import { PersonFace } from '../introduction/PersonFace.tsx'
import { DoubtIcon } from '../trust/DoubtIcon.tsx'
import css from './Comments.module.css'
import { EditComment } from './EditComment.tsx'

const ICON = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

export function CommentRow({ comment }: { readonly comment: Comment }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { spaceId } = useSpace()
  const [editing, setEditing] = useState(false)
  const { author, text, createdAt, editedAt } = comment
  if (editing) return <EditComment comment={comment} onEnd={() => setEditing(false)} />
  return (
    <li className={css.comment}>
      <PersonFace spaceId={spaceId} person={author} size={20} />
      <div className={css.body} dir="auto">
        <bdi className={css.who}>{author.name || t('common.nameless')}</bdi>{' '}
        <DoubtIcon userId={author.userId} /> <span className={css.text}>{text}</span>{' '}
        <span className={css.when}>
          {format.time(createdAt)}
          {editedAt !== null && `, ${t('comments.edited')}`}
        </span>
      </div>
      <CommentMenu comment={comment} onEdit={() => setEditing(true)} />
    </li>
  )
}

interface MenuProps {
  readonly comment: Comment
  readonly onEdit: () => void
}

function CommentMenu({ comment, onEdit }: MenuProps) {
  const { t } = useTranslation()
  const client = useClient()
  const { spaceId } = useSpace()
  const remove = useCommand(client.comments.remove)
  const { commentId, mine, canDelete } = comment
  if (!mine && !canDelete) return null
  const onRemove = async () => {
    const done = await remove.run({ spaceId, commentId })
    if (!done.ok) return
    const undo = { label: t('feed.undo'), run: () => void client.feed.undo({ spaceId }) }
    showToast({ message: t('comments.deleted'), undo })
  }
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={220}>
        <Menu.Target>
          <button type="button" className={css.dots} aria-label={t('comments.more')}>
            <IconDots size={15} stroke={1.75} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {mine && (
            <Menu.Item leftSection={<IconPencil {...ICON} />} onClick={onEdit}>
              {t('comments.edit')}
            </Menu.Item>
          )}
          {canDelete && (
            <Menu.Item leftSection={<IconTrash {...ICON} />} onClick={() => void onRemove()}>
              {t('comments.delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {remove.error && <FailureLine failure={remove.error} />}
    </>
  )
}
