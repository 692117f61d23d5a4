import { IconPencil } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { FeedItem } from '../../../src-core/bridge/contract.ts'
import { useSync } from '../../state/useSpaceView.ts'
import { useSpace } from '../feed/SpaceContext.tsx'
import { Blocks } from './Blocks.tsx'
import css from './NoteSheet.module.css'
import { Writing } from './Writing.tsx'

const OpenNote = lazy(() => import('./OpenNote.tsx'))

type NoteContent = Extract<FeedItem['content'], { kind: 'note' }>

interface Props {
  readonly item: FeedItem
  readonly note: NoteContent
}

/** A note on its sheet: the first lines of it, or, where it was opened, the whole of it. */
export function NoteSheet({ item, note }: Props) {
  const { doing } = useSpace()
  const opened = doing?.itemId === item.itemId && doing.what !== 'comment'
  if (!opened) return <ClosedNote item={item} note={note} />
  return (
    <Suspense fallback={<ClosedNote item={item} note={note} />}>
      <OpenNote item={item} title={note.title} />
    </Suspense>
  )
}

function ClosedNote({ item, note }: Props) {
  const { t } = useTranslation()
  const { setDoing } = useSpace()
  const open = (what: 'read' | 'edit') => setDoing({ itemId: item.itemId, what })
  const empty = note.blocks.every((block) => block.runs.length === 0 && block.type !== 'rule')
  return (
    <div className={css.sheet}>
      <div className={css.head}>
        <h2 className={css.title} dir="auto">
          {note.title || t('notes.untitled')}
        </h2>
        <Writing people={item.writing} />
        {item.canEdit && (
          <button type="button" className={css.edit} onClick={() => open('edit')}>
            <IconPencil size={15} stroke={1.75} aria-hidden />
            {t('notes.editNote')}
          </button>
        )}
      </div>
      {empty ? (
        <EmptyNote />
      ) : (
        <div className={css.preview}>
          <Blocks blocks={note.blocks} />
        </div>
      )}
      {(note.more || isLong(note)) && (
        <button type="button" className={css.readOn} onClick={() => open('read')}>
          {t('notes.readOn')}
        </button>
      )}
    </div>
  )
}

/** Nothing is here of what may have been written, until it is known who has what. */
function EmptyNote() {
  const { t } = useTranslation()
  const { view } = useSpace()
  const sync = useSync(view.spaceId)
  const mayCome = sync?.kind === 'checking' || (sync?.kind === 'waiting' && sync.changes === 0)
  return <p className={css.hint}>{t(mayCome ? 'notes.arriving' : 'notes.emptyNote')}</p>
}

/** About the letters of eight lines; the sheet shows no more than eight anyway. */
const LONG = 8 * 70

function isLong({ blocks }: NoteContent): boolean {
  const letters = blocks.reduce(
    (sum, block) =>
      sum +
      Math.max(
        70,
        block.runs.reduce((n, run) => n + run.text.length, 0),
      ),
    0,
  )
  return letters > LONG
}
