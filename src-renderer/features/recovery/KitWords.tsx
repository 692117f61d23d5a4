import { Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { useQuery } from '../../state/useQuery.ts'
import { SKIP } from '../../state/useStream.ts'
import css from './recovery.module.css'

interface Props {
  readonly value: string
  readonly onChange: (words: string) => void
}

const MOST = 2000

/** The words as they are typed from the page; a word that no kit has is named at once. */
export function KitWords({ value, onChange }: Props) {
  const { t } = useTranslation()
  const [settled] = useDebouncedValue(value, 300)
  const { value: found } = useQuery(
    'recovery',
    'check',
    settled.trim() === '' ? SKIP : { words: settled },
  )
  const typed = settled.toLowerCase().match(/[a-zà-ÿ]+/g) ?? []
  const sentence = () => {
    if (!found || settled.trim() === '') return ''
    if (found.ok) return t('recovery.right')
    if (found.wrong.length > 0)
      return t('recovery.wrong', { words: found.wrong.map((at) => typed[at] ?? '').join(', ') })
    if (found.have < found.of) return t('recovery.have', { have: found.have, count: found.of })
    return t('recovery.not')
  }
  return (
    <div>
      <Textarea
        label={t('recovery.words')}
        description={t('recovery.wordsHint')}
        classNames={{ input: css.entered ?? '' }}
        dir="ltr"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autosize
        minRows={3}
        maxLength={MOST}
        data-autofocus
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p className={css.found} role="status">
        {sentence()}
      </p>
    </div>
  )
}
