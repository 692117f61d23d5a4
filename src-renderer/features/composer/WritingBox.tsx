import { Button, Textarea } from '@mantine/core'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_TEXT } from '../../../src-core/bridge/schemas.ts'
import { useFormat } from '../../state/format.ts'
import { useListedKeys } from '../../state/ShortcutsProvider.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { laterPart } from '../../ui/laterPart.ts'
import { useSpace } from '../feed/SpaceContext.tsx'
import { Attachments } from './Attachments.tsx'
import css from './Composer.module.css'
import { Readers } from './Readers.tsx'
import { RunningWork } from './RunningWork.tsx'
import { Tools } from './Tools.tsx'
import { useAttachments } from './useAttachments.ts'
import { useDraft } from './useDraft.ts'
import { usePost } from './usePost.ts'

/** With the dialog it needs: asked at most once in a Space. */
const WideAudience = laterPart(() => import('./WideAudience.tsx'))
const DropFiles = lazy(() => import('./DropFiles.tsx'))
/** The first moments belong to what is read, in ms. */
const SETTLED_MS = 1500

interface Props {
  readonly onPosted: () => void
}

/** The composer: grows to 8 lines, names its readers, keeps its draft. */
export default function WritingBox({ onPosted }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { spaceId } = useSpace()
  const readers = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const draft = useDraft(spaceId, 'composer')
  const attachments = useAttachments()
  const post = usePost({ draft, attachments, onPosted })

  const [settled, setSettled] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [])
  const tooLong = draft.text.length > MAX_TEXT
  useListedKeys('mod+Enter', t('app.keys.post'))
  const press = () => (post.empty ? box.current?.focus() : post.press())
  const onKeyDown = (event: KeyboardEvent) => {
    const command = event.ctrlKey || event.metaKey
    if (event.key === 'Enter' && command) {
      event.preventDefault()
      press()
    }
  }
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files]
    if (files.length === 0) return
    event.preventDefault()
    attachments.add(files)
  }
  return (
    <div className={css.composer}>
      <RunningWork spaceId={spaceId} />
      <fieldset className={css.sheet} aria-label={t('composer.composer')}>
        <Attachments attachments={attachments} />
        <Textarea
          ref={box}
          variant="unstyled"
          classNames={{ input: css.input ?? '' }}
          aria-label={t('composer.write')}
          aria-describedby={readers}
          placeholder={t('composer.write')}
          data-composer
          autosize
          minRows={1}
          maxRows={8}
          value={draft.text}
          error={tooLong && t('composer.textTooLong', { max: format.number(MAX_TEXT) })}
          onChange={(event) => draft.set(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <div className={css.tools}>
          <Tools onFiles={attachments.add} />
          <span className={css.space} />
          <Readers id={readers} />
          <Button
            className={css.post}
            variant={post.empty ? 'light' : 'filled'}
            loading={post.pending}
            disabled={tooLong}
            onClick={press}
          >
            {t('composer.post')}
          </Button>
        </div>
        <FailureLine failure={post.error} />
      </fieldset>
      <Suspense>{post.asked && <WideAudience asked onAnswer={post.answer} />}</Suspense>
      {settled && (
        <Suspense>
          <DropFiles onFiles={attachments.add} />
        </Suspense>
      )}
    </div>
  )
}
