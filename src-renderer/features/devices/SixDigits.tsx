import { useTranslation } from 'react-i18next'
import { Digits } from '../trust/Digits.tsx'
import css from './devices.module.css'

/** What both screens show while a device is added. */
export function SixDigits({ digits }: { readonly digits: string }) {
  const { t } = useTranslation()
  return (
    <div className={css.digits}>
      <Digits digits={digits} label={t('devices.digits')} group={3} />
    </div>
  )
}
