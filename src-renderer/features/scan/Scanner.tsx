import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import css from './scan.module.css'
import { type ScanState, useScan } from './useScan.ts'

export interface ScannerProps {
  /** Takes the text of a code, or says that it is one of something else (false). */
  readonly onText: (text: string) => Promise<boolean>
  /** The sentence for a code of something else. */
  readonly foreign: string
  readonly onStop: () => void
  readonly onAgain: () => void
}

/** What the camera sees, what is to be done, and the way out. Nothing of the picture is kept or sent. */
export default function Scanner({ onText, foreign, onStop, onAgain }: ScannerProps) {
  const { t } = useTranslation()
  const video = useRef<HTMLVideoElement>(null)
  const scan = useScan(video, onText)
  const section = useRef<HTMLElement>(null)
  // It opens beneath a button that may stand at the end of what is seen.
  useEffect(() => {
    // Returns a promise in some browsers, which is no end of an effect.
    void section.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const failed = scan.state === 'failed'
  return (
    <section ref={section} className={css.scanner} aria-label={t('scan.open')}>
      {!failed && (
        <div className={css.picture} data-foreign={scan.state === 'foreign' || undefined}>
          <video ref={video} muted playsInline aria-label={t('scan.picture')} />
        </div>
      )}
      <p className={css.says} data-tone={toneOf(scan)} role="status">
        {scan.state === 'failed'
          ? t(`scan.failure.${scan.failure}`)
          : scan.state === 'foreign'
            ? foreign
            : t(`scan.${scan.state}`)}
      </p>
      <div className={css.acts}>
        {failed && (
          <Button size="xs" variant="default" onClick={onAgain}>
            {t('common.tryAgain')}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={onStop}>
          {failed ? t('common.close') : t('scan.stop')}
        </Button>
      </div>
    </section>
  )
}

const toneOf = ({ state }: ScanState) =>
  state === 'failed' || state === 'foreign' ? 'stop' : undefined
