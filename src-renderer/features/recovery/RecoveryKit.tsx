import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../state/format.ts'
import { useQuery } from '../../state/useQuery.ts'
import { SKIP } from '../../state/useStream.ts'
import { ICON } from '../../ui/icon.ts'
import css from './recovery.module.css'

/** The words that bring a person back when every device is lost: shown when asked for, to be printed. */
export function RecoveryKit({ name }: { readonly name: string }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  const { value } = useQuery('recovery', 'words', shown ? undefined : SKIP)
  const words = shown ? value?.words : undefined
  return (
    <>
      <p className={css.hint}>{t('recovery.hint')}</p>
      {words === null && <p className={css.hint}>{t('recovery.none')}</p>}
      {words && <Sheet name={name} words={words} />}
      <div className={css.row}>
        <Button variant="default" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? t('recovery.hide') : t('recovery.show')}
        </Button>
        {words && (
          <Button
            variant="default"
            leftSection={<IconPrinter {...ICON} size={17} />}
            onClick={() => window.print()}
          >
            {t('recovery.print')}
          </Button>
        )}
      </div>
    </>
  )
}

interface SheetProps {
  readonly name: string
  readonly words: readonly string[]
}

/** What is printed: nothing else of the page is. */
function Sheet({ name, words }: SheetProps) {
  const { t } = useTranslation()
  const { fullDate } = useFormat()
  return (
    <section className={css.sheet} data-kit aria-label={t('recovery.sheet', { name })}>
      <h3 className={css.title}>{t('recovery.sheet', { name })}</h3>
      <p className={css.hint}>{fullDate(Date.now())}</p>
      <ol className={css.words} translate="no">
        {words.map((word, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a word has no identity but its place.
          <li key={place}>{word}</li>
        ))}
      </ol>
      <p className={css.hint}>{t('recovery.sheetHint')}</p>
      <p className={css.hint}>{t('recovery.sheetUse')}</p>
    </section>
  )
}
