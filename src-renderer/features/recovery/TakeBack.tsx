import { useTranslation } from 'react-i18next'
import { ComeBackForm } from './ComeBack.tsx'
import css from './recovery.module.css'

/** Whoever came with a recovery kit has no Space yet: what is to be done to have them again. */
export function TakeBack() {
  const { t } = useTranslation()
  return (
    <section className={css.takeBack}>
      <h2>{t('recovery.backTitle')}</h2>
      <p className={css.hint}>{t('recovery.backWhy')}</p>
      <ComeBackForm />
    </section>
  )
}
