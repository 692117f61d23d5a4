import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLate } from '../../state/useLate.ts'
import css from './Reconnecting.module.css'

/** A host that is away for less than this is not worth a line, ms. */
const LATE_MS = 1000

interface Props {
  readonly away: boolean
  readonly children: ReactNode
}

/** A page, and above it a line while its host has been away for a moment; it covers nothing of the page. */
export function Reconnecting({ away, children }: Props) {
  const { t } = useTranslation()
  const late = useLate(away, LATE_MS)
  return (
    <div className={css.page} data-late={late || undefined}>
      <p className={css.notice} role="status">
        {late && t('entrance.reconnecting')}
      </p>
      {children}
    </div>
  )
}
