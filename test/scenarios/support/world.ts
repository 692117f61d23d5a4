import { createHash } from 'node:crypto'
import { FoyerError } from '../../../src-core/base/errors.ts'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import { connect } from '../../../src-core/bridge/connect.ts'
import { contract, type FoyerContract } from '../../../src-core/bridge/contract.ts'
import { createLoopbackPorts } from '../../../src-core/bridge/loopbackPort.ts'
import { serve } from '../../../src-core/bridge/serve.ts'
import type { Client } from '../../../src-core/bridge/types.ts'
import { createHost, type Host } from '../../../src-core/host/createHost.ts'
import { createOwnFork } from '../../../src-core/host/forks/ownFork.ts'
import { createGroups } from '../../../src-core/host/groups/groupBook.ts'
import { createSpaceMailbox } from '../../../src-core/host/mailbox/spaceMailbox.ts'
import { createCompactor } from '../../../src-core/host/space/compactor.ts'
import { createSnapshotMaker } from '../../../src-core/host/space/snapshotMaker.ts'
import type { SpaceDocuments } from '../../../src-core/host/space/spaceDocuments.ts'
import { createVersionService } from '../../../src-core/host/versions/versionService.ts'
import type {
  Mailboxes,
  OpenedProfile,
  Random,
  Storage,
  Vault,
} from '../../../src-core/ports/index.ts'
import { createMemoryBlobs, createMemoryStorage } from '../../../src-core/ports/memory/index.ts'
import { type ClockFault, createWorldClock, type DeviceClock } from './worldClock.ts'
import { createWorldMailbox, type WorldMailbox } from './worldMailbox.ts'
import { createWorldNetwork, type NetworkNode, type RelayConduct } from './worldNetwork.ts'

export type Page = Client<FoyerContract>

/** One person with one device: a host, a page before it, and a disk that survives both. */
export interface Person {
  readonly name: string
  /** What the person's page can ask; another one after `restart`. */
  readonly page: Page
  readonly host: Host
  readonly network: NetworkNode
  /** Failures nobody asked for, and envelopes refused. */
  readonly log: readonly string[]
  /** Ends the host in the middle of whatever it does, and starts another on the same disk. */
  killAndRestart(): Promise<void>
  /** How far the device's clock is off; 0 at first. */
  readonly clock: ClockFault
  /** What lies on the disk, for those who alter it. */
  readonly profile: OpenedProfile
  /** What the running host works with, for what no page asks it. */
  documents(spaceId: SpaceId): SpaceDocuments | undefined
}

export interface World {
  /** `backup`: begins with what lies on this disk; where it is empty, before the first run. */
  person(name: string, backup?: Storage): Promise<Person>
  /** Lets `ms` of virtual time pass. */
  pass(ms: number): Promise<void>
  /** Every computer sleeps for `ms`: clocks go on, and nothing happens. */
  sleep(ms: number): void
  /** Lets time pass until the promise is settled. */
  settle<T>(promise: Promise<T>, withinMs?: number): Promise<T>
  /** Lets time pass until `isSo`; fails after `withinMs`. */
  until(isSo: () => Promise<boolean>, withinMs?: number): Promise<void>
  now(): number
  /** What the relay keeps, where it keeps anything. */
  readonly mailbox: WorldMailbox
}

/** Bytes that depend on the seed alone, so that a failure can be repeated. */
function createSeededRandom(seed: string): Random {
  let counter = 0
  return {
    bytes(length) {
      const parts: Buffer[] = []
      for (let have = 0; have < length; have += 32)
        parts.push(createHash('sha256').update(`${seed}/${counter++}`).digest())
      return new Uint8Array(Buffer.concat(parts).subarray(0, length))
    },
  }
}

/** A disk in memory: it outlives hosts, and opens without a passphrase like a keychain's. */
function createDisk(backup?: Storage): { readonly vault: Vault; readonly profile: OpenedProfile } {
  const storage = backup ?? createMemoryStorage()
  const profile = { storage, blobs: createMemoryBlobs(), protectedBy: 'keychain' } as const
  const vault: Vault = {
    state: () =>
      storage.personal.profile()
        ? { type: 'closed', needsPassphrase: false }
        : { type: 'empty', needsPassphrase: false },
    create: async () => profile,
    open: async () => profile,
  }
  return { vault, profile }
}

const noTransport = () => {
  throw new FoyerError('NOT_ALLOWED')
}

export interface WorldOptions {
  /** What the relay does with what it is to forward; it forwards it once, at once. */
  readonly relay?: RelayConduct
  /** Whether the relay keeps one; or another one than the world's. */
  readonly mailbox?: boolean | Mailboxes
  /** Envelopes are joined into segments of so many, not of 100, and half a second after the last. */
  readonly segmentsOf?: number
  /** A document is signed when so many of its envelopes lie beneath no snapshot, not 2,000. */
  readonly snapshotsOf?: number
}

const RELAY = 'ws://relay.test'

function mailboxesOf({ mailbox }: WorldOptions, own: WorldMailbox) {
  if (typeof mailbox !== 'object') return mailbox ? own.port : undefined
  return (node: Parameters<WorldMailbox['port']>[0]): Mailboxes => ({
    relays: () => (node.online ? mailbox.relays().map(({ days }) => ({ url: RELAY, days })) : []),
    onRelays: (listener) => node.changed.on(listener),
    put: (_url, box, item) =>
      node.online ? mailbox.put(theOnly(mailbox), box, item) : Promise.resolve('later'),
    fetch: (_url, address, after) =>
      node.online ? mailbox.fetch(theOnly(mailbox), address, after) : Promise.resolve(undefined),
  })
}

const theOnly = (mailbox: Mailboxes) => mailbox.relays()[0]?.url ?? ''

export function createWorld(seed: string, options: WorldOptions = {}): World {
  const { segmentsOf, snapshotsOf } = options
  const clock = createWorldClock()
  const mailbox = createWorldMailbox(clock, RELAY)
  const network = createWorldNetwork(clock, mailboxesOf(options, mailbox), options.relay)

  async function settle<T>(promise: Promise<T>, withinMs = 60_000): Promise<T> {
    let settled = false
    const done = () => {
      settled = true
    }
    promise.then(done, done)
    for (let waited = 0; !settled && waited < withinMs; waited += 50) await clock.pass(50)
    if (!settled) throw new Error(`not settled within ${withinMs} ms`)
    return promise
  }

  function start(name: string, vault: Vault, node: NetworkNode, log: string[], fault: ClockFault) {
    const deviceClock: DeviceClock = clock.device(fault)
    const opened = new Map<SpaceId, SpaceDocuments>()
    const host = createHost({
      createMailbox: createSpaceMailbox,
      createGroups,
      createCompactor(own) {
        // A compactor is told of less, but these are the Space's.
        opened.set(own.spaceId, own.documents as SpaceDocuments)
        return createCompactor({ ...own, segmentsOf, quietMs: segmentsOf && 500 })
      },
      createSnapshotMaker: (own) =>
        createSnapshotMaker({ ...own, limits: snapshotsOf ? { envelopes: snapshotsOf } : {} }),
      createOwnFork,
      versions: { now: createVersionService },
      kind: 'browser',
      vault,
      createSignaling: node.createSignaling,
      transport: node.transport,
      clock: deviceClock,
      random: createSeededRandom(`${seed}/${name}/${clock.now()}`),
      deviceLabel: `${name}’s laptop`,
      relay: { url: RELAY, embedded: false },
      network: { online: node.online, onChange: node.onOnline },
      log: (message) => log.push(message),
    })
    const [pagePort, hostPort] = createLoopbackPorts()
    const handlers = { ...host.handlers, transport: { lease: noTransport, report: noTransport } }
    serve(
      hostPort,
      contract,
      handlers,
      { type: 'owner' },
      {
        onError: (error, method) => log.push(`${method}: ${error}`),
      },
    )
    const page = connect(pagePort, contract)
    return { host, page, opened, clock: deviceClock, port: pagePort }
  }

  async function person(name: string, backup?: Storage): Promise<Person> {
    const { vault, profile } = createDisk(backup)
    const log: string[] = []
    let node = network.join()
    const fault = { offMs: 0 }
    let running = start(name, vault, node, log, fault)
    await running.host.start()
    if (!backup) await settle(running.page.app.create({ name, language: 'en' }))
    return {
      name,
      log,
      clock: fault,
      profile,
      get page() {
        return running.page
      },
      get host() {
        return running.host
      },
      get network() {
        return node
      },
      documents: (spaceId) => running.opened.get(spaceId),
      async killAndRestart() {
        running.clock.kill()
        running.port.close()
        node.setOnline(false)
        node = network.join()
        running = start(name, vault, node, log, fault)
        await running.host.start()
      },
    }
  }

  return {
    person,
    pass: clock.pass,
    sleep: clock.sleep,
    settle,
    async until(isSo, withinMs = 60_000) {
      for (let waited = 0; waited <= withinMs; waited += 100) {
        if (await settle(isSo())) return
        await clock.pass(100)
      }
      throw new Error(`not so within ${withinMs} ms`)
    },
    now: clock.now,
    mailbox,
  }
}

/** The feed as a person sees it, oldest first: what an assertion compares. */
export async function feedOf({ page }: Person, spaceId: SpaceId) {
  const { items } = await page.feed.window({ spaceId, filter: 'everything', offset: 0, limit: 200 })
  return items
}

/** As `feedOf`, as plain lines: who wrote what, with comments beneath. */
export async function linesOf(person: Person, spaceId: SpaceId): Promise<string[]> {
  const items = await feedOf(person, spaceId)
  const lines = await Promise.all(
    items.map(async ({ itemId, author, content }) => {
      const text =
        content.kind === 'file'
          ? content.file.name
          : content.kind === 'note'
            ? content.title
            : content.text
      const comments = await person.page.comments.list({ spaceId, itemId })
      return [
        `${author.name}: ${text}`,
        ...comments.map((one) => `  ${one.author.name}: ${one.text}`),
      ]
    }),
  )
  return lines.flat()
}
