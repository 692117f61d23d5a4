import { coreSettings } from './coreSettings.ts'
import { limitSettings } from './limitSettings.ts'
import { mailboxSettings } from './mailboxSettings.ts'
import { natsSettings } from './natsSettings.ts'
import { logSettings, metricsSettings, tlsSettings } from './operationSettings.ts'
import { section, type ValuesOf } from './setting.ts'
import { turnSettings } from './turnSettings.ts'

/** All that can be set about a relay: the shape of the file, and of `FOYER_RELAY_…`. */
export const relaySettings = section(
  {
    ...coreSettings,
    tls: tlsSettings,
    metrics: metricsSettings,
    mailbox: mailboxSettings,
    nats: natsSettings,
    turn: turnSettings,
    log: logSettings,
    limits: limitSettings,
  },
  ({ mailbox, nats }) =>
    mailbox.inNats && nats.servers.length === 0 ? 'mailbox.inNats needs nats.servers.' : undefined,
)

/** What is in force. */
export type RelaySettingValues = ValuesOf<(typeof relaySettings)['entries']>
