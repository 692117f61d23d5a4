import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueryValue } from '../../state/client.ts'
import css from './settings.module.css'

type Facts = QueryValue<'app', 'facts'>
type Relay = Facts['relays'][number]

/** Everyone who passes this person's data on, and where they say they are (WS-19, WA-26, CX-14). */
export function Recipients({ facts }: { readonly facts: Facts }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div>
      <h3 className={css.label} id={id}>
        {t('settings.recipients')}
      </h3>
      <p className={css.hint}>{t('settings.recipientsHint')}</p>
      <ul className={css.recipients} aria-labelledby={id}>
        {facts.relays.map((relay) => (
          <li key={relay.url}>
            <bdi className={css.recipient}>{relay.url}</bdi>
            <RelayWords relay={relay} />
            {relay.mailboxDays !== null && (
              <p className={css.hint}>{t('settings.relayMailbox', { count: relay.mailboxDays })}</p>
            )}
          </li>
        ))}
        {facts.turnServers.map((server) => (
          <li key={server}>
            <bdi className={css.recipient}>{server}</bdi>
            <p className={css.hint}>{t('settings.turnServer')}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}

function RelayWords({ relay: { embedded, operator, region } }: { readonly relay: Relay }) {
  const { t } = useTranslation()
  if (embedded) return <p className={css.hint}>{t('settings.relayHere')}</p>
  return (
    <>
      <p className={css.hint}>
        {region === null ? t('settings.relayNowhere') : t('settings.relayIn', { region })}
      </p>
      {operator !== null && <p className={css.hint}>{t('settings.relayBy', { operator })}</p>}
    </>
  )
}
