import { useTranslation } from 'react-i18next'
import { currentLanguage, LANGUAGE_NAMES, LANGUAGES, setLanguage } from '../../state/i18n.ts'
import { rememberLanguage } from '../../state/preferences.ts'
import css from './entrance.module.css'

/** Each language by its own name. `keep`: remember the choice on this device. */
export function LanguageChoice({ keep }: { readonly keep: boolean }) {
  const { t } = useTranslation()
  const shown = currentLanguage()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would ask for a visible legend.
    <div className={css.languages} role="group" aria-label={t('common.language')}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={css.language}
          aria-pressed={language === shown}
          onClick={() => {
            if (keep) rememberLanguage(language)
            void setLanguage(language)
          }}
        >
          {LANGUAGE_NAMES[language]}
        </button>
      ))}
    </div>
  )
}
