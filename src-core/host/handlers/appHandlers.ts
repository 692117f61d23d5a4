import { createEmitter } from '../../base/emitter.ts'
import type { FoyerContract, Settings } from '../../bridge/contract.ts'
import type { Handlers } from '../../bridge/types.ts'
import type { IceServer } from '../../ports/index.ts'
import { DEFAULT_SETTINGS, readSettings, writeSettings } from '../appSettings.ts'
import type { HostOptions } from '../hostOptions.ts'
import type { HostState } from '../hostState.ts'
import { isFromKit } from '../keptKit.ts'
import { live } from '../live.ts'
import { fillSampleSpace } from '../sampleSpace.ts'

export interface AppHandlersOptions {
  readonly host: HostState
  readonly options: HostOptions
  readonly incoming: ReturnType<typeof createIncomingLinks>
}

/** `turn:turn.example:3478?transport=udp` is called turn.example. */
const turnServersOf = (servers: readonly IceServer[]): string[] => [
  ...new Set(
    servers
      .flatMap(({ urls }) => urls)
      .flatMap((url) => /^turns?:(\[[^\]]+\]|[^:?]+)/.exec(url)?.[1] ?? []),
  ),
]

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

  const settings = (): Settings =>
    host.status().phase === 'ready'
      ? readSettings(host.runtime().profile.storage)
      : DEFAULT_SETTINGS
  function setSettings(change: object) {
    const { profile, settingsChanged: tellLinks } = host.runtime()
    writeSettings(profile.storage, change)
    tellLinks()
    settingsChanged.emit()
  }

  return {
    status: (_, sink) => live(sink, [host.onStatus], host.status),
    async create({ name, passphrase, language }) {
      await host.create(name, passphrase)
      setSettings({ language })
      fillSampleSpace(host.runtime(), language)
    },
    unlock: ({ passphrase }) => host.unlock(passphrase),
    lock: () => host.lock(),
    enter: ({ name, email }) => host.enter(name, email),
    settings: (_, sink) => live(sink, [settingsChanged.on, host.onStatus], settings),
    setSettings,
    rename: ({ name }) => host.rename(name),
    facts() {
      const { profile, identity, signaling, spaces } = host.runtime()
      const kept = signaling.mailboxes?.relays() ?? []
      const mailboxDays = (url: string) => kept.find((relay) => relay.url === url)?.days ?? null
      const others = spaces()
        .flatMap(({ membership }) => membership.present())
        .filter(({ userId }) => userId !== identity.userId)
      return {
        usedBytes: profile.storage.usedBytes() + profile.blobs.usedBytes(),
        protectedBy: profile.protectedBy,
        people: new Set(others.map(({ userId }) => userId)).size,
        fromKit: isFromKit(profile.storage),
        otherDevices: new Set(others.flatMap(({ devices }) => devices)).size,
        turnServers: turnServersOf(signaling.iceServers?.() ?? []),
        relays: signaling.states().map(({ url, status, about }) => ({
          url,
          status,
          embedded: options.relay.embedded && url === options.relay.url,
          operator: about?.operator ?? null,
          region: about?.region ?? null,
          mailboxDays: mailboxDays(url),
        })),
      }
    },
    incomingLinks: (_, sink) => incoming.watch((link) => sink.emit({ link })),
  }
}
