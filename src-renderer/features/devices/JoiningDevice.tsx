import { useTranslation } from 'react-i18next'
import { useStream } from '../../state/useStream.ts'
import css from './devices.module.css'
import { SixDigits } from './SixDigits.tsx'

/** What is to be compared now must be seen, on a phone too. */
const intoView = (element: Element | null) => {
  // Returns a promise in some browsers, which is no end of a ref.
  void element?.scrollIntoView({ block: 'nearest' })
}

/** What a new device is doing while it becomes one's own. */
export function JoiningDevice() {
  const { t } = useTranslation()
  const { value } = useStream('devices', 'joining', undefined)
  switch (value?.state) {
    case 'reaching':
      return (
        <p className={css.hint} role="status">
          {t('devices.reaching')}
        </p>
      )
    case 'compare':
      return (
        <div role="status" ref={intoView}>
          <p className={css.hint}>{t('devices.compare')}</p>
          <SixDigits digits={value.digits} />
        </div>
      )
    case 'receiving':
      return (
        <p className={css.hint} role="status">
          {t('devices.receiving', { name: value.name })}
        </p>
      )
    default:
      return null
  }
}
