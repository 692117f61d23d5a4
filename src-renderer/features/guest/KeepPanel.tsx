import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../state/format.ts'
import { Say } from '../../ui/Say.tsx'
import css from './guest.module.css'

interface Props {
  readonly expiresAt: number | null
  readonly pending: boolean
  readonly onKeep: () => void
  readonly onClose: () => void
}

/** Told before anything is kept: what, until when, how one comes back, and how it goes away. */
export function KeepPanel({ expiresAt, pending, onKeep, onClose }: Props) {
  const { t } = useTranslation()
  const { moment } = useFormat()
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => panel.current?.focus(), [])
  const { host, pathname } = window.location
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes it wherever the focus is.
    <div
      ref={panel}
      className={css.keepPanel}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <p>
        <Say id="guest.keepWhat" />
      </p>
      <p>
        {expiresAt === null ? (
          <Say id="guest.keepUntilRemoved" />
        ) : (
          <Say id="guest.keepUntil" values={{ when: moment(expiresAt) }} />
        )}
      </p>
      <p>
        <Say id="guest.keepBack" values={{ address: `${host}${pathname}` }} />
      </p>
      <p>
        <Say id="guest.keepRemove" />
      </p>
      <div className={css.keepButtons}>
        <Button size="xs" loading={pending} onClick={onKeep}>
          {t('guest.keepNow')}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {t('guest.keepNot')}
        </Button>
      </div>
    </div>
  )
}
