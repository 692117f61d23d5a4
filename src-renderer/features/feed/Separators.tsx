import { useTranslation } from 'react-i18next'
import { useFormat } from '../../state/format.ts'
import css from './FeedRow.module.css'
import { dayOf } from './grouping.ts'

export function DaySeparator({ at }: { readonly at: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const day = format.day(at)
  const ago = dayOf(Date.now()) - dayOf(at)
  const sameYear = new Date(at).getFullYear() === new Date().getFullYear()
  const text =
    ago === 0
      ? t('feed.today', { day })
      : ago === 1
        ? t('feed.yesterday', { day })
        : sameYear
          ? day
          : format.date(at)
  return <div className={css.day}>{text}</div>
}

export function NewSeparator({ since }: { readonly since: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className={css.day} data-new>
      {t('feed.newSince', { moment: format.moment(since) })}
    </div>
  )
}
