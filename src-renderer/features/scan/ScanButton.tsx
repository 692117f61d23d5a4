import { Button } from '@mantine/core'
import { IconCamera } from '@tabler/icons-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnnounce } from '../../state/AnnouncerProvider.tsx'
import { Boundary } from '../../ui/Boundary.tsx'
import { ICON } from '../../ui/icon.ts'
import type { ScannerProps } from './Scanner.tsx'
import css from './scan.module.css'

// Nobody needs it before it is asked for.
const Scanner = lazy(() => import('./Scanner.tsx'))

type Props = Pick<ScannerProps, 'onText' | 'foreign'>

/** Beside a field that a code can be pasted into: the same by the camera, which is on only meanwhile. */
export function ScanButton({ onText, foreign }: Props) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const [open, setOpen] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const button = useRef<HTMLButtonElement>(null)
  const stop = () => {
    setOpen(false)
    button.current?.focus()
  }
  const take = async (text: string) => {
    const taken = await onText(text)
    if (taken) {
      announce(t('scan.read'))
      stop()
    }
    return taken
  }
  return (
    <>
      <Button
        ref={button}
        className={css.button ?? ''}
        size="xs"
        variant="default"
        leftSection={<IconCamera {...ICON} size={15} />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t('scan.open')}
      </Button>
      {open && (
        <Boundary fallback={<p role="alert">{t('scan.failure.failed')}</p>}>
          <Suspense fallback={null}>
            <Scanner
              key={attempt}
              onText={take}
              foreign={foreign}
              onStop={stop}
              onAgain={() => setAttempt(attempt + 1)}
            />
          </Suspense>
        </Boundary>
      )}
    </>
  )
}
