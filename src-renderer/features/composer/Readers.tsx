import { useTranslation } from 'react-i18next'
import { useFormat } from '../../state/format.ts'
import { Say } from '../../ui/Say.tsx'
import { useSpace } from '../feed/SpaceContext.tsx'
import css from './Composer.module.css'

/** Names shown before "and 4 others". */
const NAMED = 3

/** Who can read what is written here: answered before the button is pressed. */
export function Readers({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { readers } = useSpace().view
  const names = readers.map((name) => name || t('common.nameless'))
  const count = names.length - NAMED
  return (
    <span id={id} className={css.readers}>
      {names.length === 0 ? (
        t('composer.readersNobody')
      ) : count > 1 ? (
        <Say
          id="composer.readersMany"
          values={{ names: names.slice(0, NAMED).join(', '), count }}
        />
      ) : (
        <Say id="composer.readers" values={{ names: format.list(names), count: names.length }} />
      )}
    </span>
  )
}
