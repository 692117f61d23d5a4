import { useTranslation } from 'react-i18next'
import css from './Reconnecting.module.css'

/** Over a page whose host is away for a moment. */
export function Reconnecting() {
  const { t } = useTranslation()
  return (
    <div className={css.notice} role="status">
      {t('entrance.reconnecting')}
    </div>
  )
}
