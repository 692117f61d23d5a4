import { useTranslation } from 'react-i18next'
import css from './entrance.module.css'
import { strengthOf } from './strength.ts'

const LEVELS = [1, 2, 3, 4] as const

/** Four bars and a sentence; the sentence alone says it all. */
export function StrengthMeter({
  passphrase,
  id,
}: {
  readonly passphrase: string
  readonly id: string
}) {
  const { t } = useTranslation()
  const strength = strengthOf(passphrase)
  const sentence = {
    0: '',
    1: t('entrance.strength.weak'),
    2: t('entrance.strength.fair'),
    3: t('entrance.strength.strong'),
    4: t('entrance.strength.veryStrong'),
  }[strength]
  return (
    <div className={css.meter}>
      <span className={css.bars} data-level={strength} aria-hidden>
        {LEVELS.map((level) => (
          <i key={level} data-on={level <= strength || undefined} />
        ))}
      </span>
      <span id={id} aria-live="polite">
        {sentence}
      </span>
    </div>
  )
}
