import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNatsServer } from '../test/relay/support/natsServer.ts'
import { findTestServer } from '../test/run/debianPackage.ts'
import { type MeasuredServer, startRelayWith } from './relayServers.ts'

const SETTINGS = ['nothing', 'sqlite', 'nats'] as const
export type SoakSetting = (typeof SETTINGS)[number]
export const isSoakSetting = (text: string): text is SoakSetting =>
  SETTINGS.some((one) => one === text)

export interface SoakRelays {
  /** The one that is measured. */
  readonly relay: MeasuredServer
  /** Of all of them. */
  readonly ports: readonly number[]
  stop(): Promise<void>
}

/** Relays as a self-hoster would run them, behind a proxy that names its clients. */
const BEHIND_PROXY = { FOYER_RELAY_TRUSTED_PROXIES: '127.0.0.1' }

export async function startSoakRelays(setting: SoakSetting): Promise<SoakRelays> {
  if (setting === 'nats') return onNats()
  const folder = mkdtempSync(join(tmpdir(), 'foyer-soak-'))
  const mailbox =
    setting === 'sqlite' ? { FOYER_RELAY_MAILBOX_FILE: join(folder, 'mail.sqlite') } : undefined
  const relay = await startRelayWith({ ...BEHIND_PROXY, ...mailbox })
  return {
    relay,
    ports: [relay.port],
    async stop() {
      await relay.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function onNats(): Promise<SoakRelays> {
  const program = findTestServer('nats-server')
  if (!program) throw new Error('there is no nats-server here')
  const nats = await startNatsServer(program)
  const env = {
    ...BEHIND_PROXY,
    FOYER_RELAY_NATS_SERVERS: nats.url,
    FOYER_RELAY_MAILBOX_IN_NATS: 'on',
  }
  const [relay, other] = await Promise.all([startRelayWith(env), startRelayWith(env)])
  return {
    relay,
    ports: [relay.port, other.port],
    async stop() {
      await Promise.all([relay.stop(), other.stop()])
      await nats.dispose()
    },
  }
}
