import { createEmitter } from '../../base/emitter.ts'
import type { FoyerContract, Settings } from '../../bridge/contract.ts'
import type { Handlers } from '../../bridge/types.ts'
import type { HostOptions } from '../hostOptions.ts'
import type { HostState } from '../hostState.ts'
import { live } from '../live.ts'
import { fillSampleSpace } from '../sampleSpace.ts'

const DEFAULTS: Settings = { language: null, theme: 'system', singleKeys: true, detailsOpen: true }
const KEY = 'settings'

export interface AppHandlersOptions {
  readonly host: HostState
  readonly options: HostOptions
  readonly incoming: ReturnType<typeof createIncomingLinks>
}

/** Links that the operating system handed over; kept until a page has taken them. */
export function createIncomingLinks() {
  const arrived = createEmitter<string>()
  let waiting: string[] = []
  let listeners = 0
  return {
    push(link: string) {
      if (listeners === 0) waiting.push(link)
      arrived.emit(link)
    },
    watch(listener: (link: string) => void) {
      listeners++
      const stop = arrived.on(listener)
      const kept = waiting
      waiting = []
      for (const link of kept) listener(link)
      return () => {
        listeners--
        stop()
      }
    },
  }
}

export function createAppHandlers({
  host,
  options,
  incoming,
}: AppHandlersOptions): Handlers<FoyerContract>['app'] {
  const settingsChanged = createEmitter<void>()

  function readSettings(): Settings {
    if (host.status().phase !== 'ready') return DEFAULTS
    const kept = host.runtime().profile.storage.settings.get(KEY)
    return kept ? { ...DEFAULTS, ...JSON.parse(kept) } : DEFAULTS
  }
  function writeSettings(change: object) {
    const { storage } = host.runtime().profile
    const next = JSON.stringify({ ...readSettings(), ...change })
    storage.transaction(() => storage.settings.set(KEY, next))
    settingsChanged.emit()
  }

  return {
    status: (_, sink) => live(sink, [host.onStatus], host.status),
    async create({ name, passphrase, language }) {
      await host.create(name, passphrase)
      writeSettings({ language })
      fillSampleSpace(host.runtime(), language)
    },
    unlock: ({ passphrase }) => host.unlock(passphrase),
    lock: () => host.lock(),
    enter: ({ name, email }) => host.enter(name, email),
    settings: (_, sink) => live(sink, [settingsChanged.on, host.onStatus], readSettings),
    setSettings: (change) => writeSettings(change),
    rename: ({ name }) => host.rename(name),
    facts() {
      const { profile, identity, signaling, spaces } = host.runtime()
      const others = spaces()
        .flatMap(({ membership }) => membership.present())
        .filter(({ userId }) => userId !== identity.userId)
      return {
        usedBytes: profile.storage.usedBytes() + profile.blobs.usedBytes(),
        protectedBy: profile.protectedBy,
        people: new Set(others.map(({ userId }) => userId)).size,
        otherDevices: new Set(others.flatMap(({ devices }) => devices)).size,
        relays: signaling.states().map(({ url, status }) => ({
          url,
          status,
          embedded: options.relay.embedded && url === options.relay.url,
        })),
      }
    },
    incomingLinks: (_, sink) => incoming.watch((link) => sink.emit({ link })),
  }
}
