import { Button } from '@mantine/core'
import { type KeyboardEvent, lazy, memo, Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FeedItem } from '../../../src-core/bridge/contract.ts'
import { SCHEMA_VERSION } from '../../../src-core/documents/bodies.ts'
import { toFailure } from '../../state/failure.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { spaceRoute } from '../../state/routes.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { focusItem } from '../feed/focusItem.ts'
import { useSpace } from '../feed/SpaceContext.tsx'
import { BodyView } from './BodyView.tsx'
import type { BodyPhase, BodyReplica } from './bodyReplica.ts'
import css from './NoteSheet.module.css'
import { NoteTitle } from './NoteTitle.tsx'
import { useBody, useSaving } from './useBody.ts'
import { Writing } from './Writing.tsx'

const NoteEditor = lazy(() => import('./NoteEditor.tsx'))

interface Props {
  readonly item: FeedItem
  readonly title: string
}

/** A note that is open in its place: with the editor, or for reading only. */
export default function OpenNote({ item, title }: Props) {
  const { t } = useTranslation()
  const { spaceId, doing, setDoing, view } = useSpace()
  const { go } = useRouter()
  const { phase, replica, refused } = useBody(spaceId, item.itemId)
  const editing = doing?.what === 'edit' && item.canEdit
  const close = () => {
    setDoing(undefined)
    focusItem(item.itemId)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation()
      close()
    }
  }
  const sheet = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The sheet grows upwards when the feed stands at its end; its title stays in sight.
    if (phase.phase === 'open') {
      const article = sheet.current?.closest('[data-item]')
      const timer = setTimeout(() => article?.scrollIntoView({ block: 'nearest' }), 120)
      return () => clearTimeout(timer)
    }
    return undefined
  }, [phase.phase])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc ends what any control within has begun.
    <div ref={sheet} className={css.sheet} data-open onKeyDown={onKeyDown}>
      <div className={css.head}>
        <NoteTitle itemId={item.itemId} title={title} editable={editing && canWrite(phase)} />
        <Writing people={item.writing} />
      </div>
      <MemoBody phase={phase} editing={editing} />
      <FailureLine failure={refused} />
      <div className={css.foot}>
        <Button size="xs" variant="default" onClick={close}>
          {t('notes.done')}
        </Button>
        {!editing && item.canEdit && canWrite(phase) && (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => setDoing({ itemId: item.itemId, what: 'edit' })}
          >
            {t('notes.editNote')}
          </Button>
        )}
        {view.role !== 'guest' && (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => go(spaceRoute(spaceId, 'versions', item.itemId))}
          >
            {t('notes.history')}
          </Button>
        )}
        {editing && canWrite(phase) && <SavingHint replica={replica} />}
      </div>
    </div>
  )
}

function SavingHint({ replica }: { readonly replica: BodyReplica | undefined }) {
  const { t } = useTranslation()
  const saving = useSaving(replica)
  return <span className={css.hint}>{saving ? t('notes.saving') : t('notes.saved')}</span>
}

const canWrite = (phase: BodyPhase) => phase.phase === 'open' && phase.canWrite

interface OpenBodyProps {
  readonly phase: BodyPhase
  readonly editing: boolean
}

/** The page around a note is rendered anew often; an editor with its toolbar is not cheap. */
const MemoBody = memo(OpenBody)

function OpenBody({ phase, editing }: OpenBodyProps) {
  const { t } = useTranslation()
  if (phase.phase === 'failed') return <FailureLine failure={toFailure(phase.error)} />
  if (phase.phase === 'opening') return <p className={css.hint}>{t('notes.opening')}</p>
  const newer = phase.schemaVersion > SCHEMA_VERSION
  if (editing && phase.canWrite) {
    return (
      <Suspense fallback={<BodyView doc={phase.doc} />}>
        <NoteEditor doc={phase.doc} awareness={phase.awareness} />
      </Suspense>
    )
  }
  return (
    <>
      <BodyView doc={phase.doc} />
      {(newer || editing) && (
        <p className={css.hint}>{newer ? t('notes.newer') : t('notes.cannotWrite')}</p>
      )}
    </>
  )
}
