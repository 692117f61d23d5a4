import { useTranslation } from 'react-i18next'
import type { Grounds as GroundsValue } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { groundsWords } from './groundsWords.ts'
import css from './recipients.module.css'

/** By what somebody has what they have: who let them in, through which link, in which role, until when. */
export function Grounds({ grounds }: { readonly grounds: GroundsValue }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { stays, told } = groundsWords(grounds, t, format)
  return (
    <section className={css.grounds} aria-labelledby="recipients-grounds">
      <h2 id="recipients-grounds">{t('recipients.grounds')}</h2>
      <ol>
        {stays.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ol>
      {told.map((words) => (
        <p key={words}>{words}</p>
      ))}
    </section>
  )
}
