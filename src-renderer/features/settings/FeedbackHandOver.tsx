import { Button, Textarea } from '@mantine/core'
import { IconCheck, IconCopy, IconDownload, IconMail } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnnounce } from '../../state/AnnouncerProvider.tsx'
import { ICON } from '../../ui/icon.ts'
import type { Ready } from '../app/Rail.tsx'
import { saveBlob } from '../files/saveBlob.ts'
import { feedbackMail } from './feedbackText.ts'
import css from './settings.module.css'

interface Props {
  readonly text: string
  readonly host: Ready['host']
}

/** The text as it is handed over, to the letter, and the ways to do so. Foyer itself sends it nowhere. */
export function FeedbackHandOver({ text, host }: Props) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const box = useRef<HTMLTextAreaElement>(null)
  const [copied, setCopied] = useState<{ readonly text: string; readonly done: boolean }>()
  const now = copied?.text === text ? copied : undefined
  const mail = feedbackMail(text)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied({ text, done: true })
      announce(t('feedback.copied'))
    } catch {
      setCopied({ text, done: false })
      box.current?.focus()
      box.current?.select()
    }
  }
  const CopyIcon = now?.done ? IconCheck : IconCopy
  return (
    <div>
      <Textarea
        ref={box}
        label={t('feedback.text')}
        classNames={{ input: css.text ?? '' }}
        readOnly
        dir="auto"
        autosize
        maxRows={12}
        value={text}
      />
      <div role="alert">
        {now && !now.done && <p className={css.refused}>{t('feedback.refused')}</p>}
      </div>
      <div className={css.ways}>
        <Button variant="default" leftSection={<CopyIcon {...ICON} />} onClick={() => void copy()}>
          {now?.done ? t('common.copied') : t('common.copy')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload {...ICON} />}
          // Never a type that the browser would open in this origin.
          onClick={() =>
            saveBlob(new Blob([text], { type: 'application/octet-stream' }), 'foyer-feedback.txt')
          }
        >
          {t('feedback.save')}
        </Button>
        {mail && (
          <Button
            component="a"
            variant="default"
            href={mail}
            // The desktop's window goes nowhere: it asks the system, as for every link outside.
            {...(host === 'desktop' && { target: '_blank', rel: 'noopener' })}
            leftSection={<IconMail {...ICON} />}
          >
            {t('feedback.mail')}
          </Button>
        )}
      </div>
      {!mail && <p className={css.hint}>{t('feedback.tooLong')}</p>}
    </div>
  )
}
