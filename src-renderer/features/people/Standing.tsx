import { useTranslation } from 'react-i18next'
import type { Person } from '../../../src-core/bridge/schemas.ts'
import { useFormat } from '../../state/format.ts'
import css from './personCell.module.css'

/** What is known of where somebody is. */
export interface Whereabouts {
  readonly person: Person
  readonly here: boolean
  /** ms since 1970; null: belongs without an end. */
  readonly expiresAt: number | null
  readonly devices: readonly { readonly lastSeenAt: number | null }[]
}

/** Where somebody is, or when they were last. */
export function Standing({ of }: { readonly of: Whereabouts }) {
  const { t } = useTranslation()
  const { date, moment } = useFormat()
  const { person, here, expiresAt, devices } = of
  const seen = Math.max(...devices.map(({ lastSeenAt }) => lastSeenAt ?? 0), 0)
  const words = () => {
    if (person.self) return t('people.thisDevice')
    if (here) return t('people.here')
    if (expiresAt !== null) return t('people.visits', { when: date(expiresAt) })
    return seen > 0 ? t('people.lastSeen', { when: moment(seen) }) : t('people.unknown')
  }
  return (
    <span className={css.standing} data-here={(here && !person.self) || undefined}>
      {words()}
    </span>
  )
}
