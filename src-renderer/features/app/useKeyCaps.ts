import { useTranslation } from 'react-i18next'
import { keyCaps } from './keyCaps.ts'

/** How keys are printed on the boards of the language shown now. */
export function useKeyCaps(): (keys: string) => string[] {
  const { t } = useTranslation()
  const words = {
    Shift: t('app.caps.shift'),
    Delete: t('app.caps.delete'),
    Enter: t('app.caps.enter'),
    Home: t('app.caps.home'),
    End: t('app.caps.end'),
  }
  return (keys) => keyCaps(keys, undefined, words)
}
