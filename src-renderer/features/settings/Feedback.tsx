import { Checkbox, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { version } from '../../../package.json'
import { MAX_TEXT } from '../../../src-core/bridge/schemas.ts'
import { currentLanguage } from '../../state/i18n.ts'
import type { Ready } from '../app/Rail.tsx'
import { FeedbackHandOver } from './FeedbackHandOver.tsx'
import {
  FEEDBACK_FACTS,
  feedbackLines,
  feedbackText,
  type Feedback as Written,
} from './feedbackText.ts'
import css from './settings.module.css'

export interface FeedbackProps {
  readonly host: Ready['host']
  readonly value: Written
  readonly onChange: (value: Written) => void
}

/** What went wrong or is missing, written here and handed over by the person themselves (WS-26). */
export function Feedback({ host, value, onChange }: FeedbackProps) {
  const { t } = useTranslation()
  const { userAgent } = navigator
  const lines = feedbackLines(t, { version, host, userAgent, language: currentLanguage() })
  const text = feedbackText(value, lines)
  return (
    <>
      <p className={css.hint}>{t('feedback.hint')}</p>
      <Textarea
        label={t('feedback.words')}
        dir="auto"
        autosize
        minRows={3}
        maxRows={10}
        maxLength={MAX_TEXT}
        value={value.words}
        onChange={(event) => onChange({ ...value, words: event.currentTarget.value })}
      />
      <fieldset className={css.facts}>
        <legend className={css.label}>{t('feedback.add')}</legend>
        {FEEDBACK_FACTS.map((fact) => (
          <Checkbox
            key={fact}
            label={lines[fact]}
            checked={value.facts.includes(fact)}
            onChange={(event) => {
              const others = value.facts.filter((one) => one !== fact)
              onChange({
                ...value,
                facts: event.currentTarget.checked ? [...others, fact] : others,
              })
            }}
          />
        ))}
      </fieldset>
      {text !== '' && <FeedbackHandOver text={text} host={host} />}
    </>
  )
}
