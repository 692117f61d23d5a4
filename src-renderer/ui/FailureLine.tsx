import { IconAlertCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../state/failure.ts'
import css from './FailureLine.module.css'

interface Props {
  readonly failure: Failure | undefined
  readonly id?: string
}

/** A failure where its cause is: the sentence, said at once, and the code behind "Details". */
export function FailureLine({ failure, id }: Props) {
  const { t } = useTranslation()
  return (
    <div role="alert" id={id} className={css.place}>
      {failure && (
        <div className={css.line}>
          <IconAlertCircle size={18} stroke={1.75} aria-hidden />
          <div>
            {t(`errors.${failure.code}`)}
            <details className={css.details}>
              <summary>{t('common.details')}</summary>
              <code>{failure.code}</code>
            </details>
          </div>
        </div>
      )}
    </div>
  )
}
