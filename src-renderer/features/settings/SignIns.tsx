import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../state/format.ts'
import { useQuery } from '../../state/useQuery.ts'
import css from './settings.module.css'

const SHOWN = 5

/** When this profile was opened on this device, and whether somebody tried a wrong passphrase (WS-26). */
export function SignIns() {
  const { t } = useTranslation()
  const { moment } = useFormat()
  const id = useId()
  const { value: all = [] } = useQuery('devices', 'signIns', undefined)
  return (
    <div>
      <h3 className={css.label} id={id}>
        {t('settings.signIns')}
      </h3>
      <p className={css.hint}>{t('settings.signInsHint')}</p>
      <ul className={css.recipients} aria-labelledby={id}>
        {all.slice(0, SHOWN).map(({ at, wrong }) => (
          <li key={at}>
            {moment(at)}
            {wrong > 0 && (
              <p className={css.hint}>{t('settings.signInsWrong', { count: wrong })}</p>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
