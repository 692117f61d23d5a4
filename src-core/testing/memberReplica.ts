import { utf8 } from '../base/bytes.ts'
import { createEmitter } from '../base/emitter.ts'
import type { DeviceId, EntryHash } from '../base/ids.ts'
import {
  entriesMissingFor,
  extend,
  type IdentityWithSecrets,
  type MembershipState,
  openEpochs,
  replay,
} from '../membership/index.ts'
import type { DeviceHead, Random } from '../ports/index.ts'
import {
  envelopeHash,
  openHeader,
  openPayload,
  type Replica,
  type Session,
  sealEnvelope,
  verifyEnvelope,
} from '../sync/index.ts'
import { SOME_DOCUMENT } from './sealedCast.ts'

interface Kept {
  readonly hash: string
  readonly bytes: Uint8Array
}

/** What survives a crash of a replica's process. */
export interface ReplicaDisk {
  log: Uint8Array[]
  readonly chains: Map<DeviceId, Kept[]>
  readonly chunks: Map<string, Uint8Array>
}

export const createReplicaDisk = (log: readonly Uint8Array[]): ReplicaDisk => ({
  log: [...log],
  chains: new Map(),
  chunks: new Map(),
})

/** A copy, as a backup or a process that died in the middle of a write leaves it. */
export const copyDisk = (disk: ReplicaDisk): ReplicaDisk => ({
  log: [...disk.log],
  chains: new Map([...disk.chains].map(([device, kept]) => [device, [...kept]])),
  chunks: new Map(disk.chunks),
})

export interface MemberReplica extends Replica {
  readonly sessions: Set<Session>
  state(): MembershipState
  addLog(entries: readonly Uint8Array[]): void
  /** Seals, keeps and announces a change of this device. */
  write(payload: Uint8Array): Uint8Array
  accepted(): string[]
  /** The content of everything kept, chain by chain. */
  payloads(): Uint8Array[]
  onAccepted(listener: (payload: Uint8Array, device: DeviceId) => void): void
  readonly seen: {
    readonly presence: (readonly [DeviceId, Uint8Array])[]
    readonly cards: Uint8Array[]
    readonly chunks: string[]
    readonly missing: string[]
    readonly frontiers: Map<DeviceId, readonly DeviceHead[]>
    received: number
    duplicates: number
  }
}

export interface MemberReplicaOptions {
  readonly disk: ReplicaDisk
  readonly identity: IdentityWithSecrets
  readonly spaceId: MembershipState['spaceId']
  readonly random: Random
}

/**
 * The least that keeps to rules 12, 13 and 15: verifies, keeps chains without gaps, holds what came too
 * early. Stands for the host in tests of sessions; the host's own rules are tested with the host.
 */
export function createMemberReplica(options: MemberReplicaOptions): MemberReplica {
  const { disk, identity, spaceId, random } = options
  let state = replay(spaceId, disk.log)
  let epochs = openEpochs(state, identity)
  const held = new Map<string, Uint8Array>()
  const accepted = createEmitter<readonly [Uint8Array, DeviceId]>()
  const sessions = new Set<Session>()
  const seen: MemberReplica['seen'] = {
    presence: [],
    cards: [],
    chunks: [],
    missing: [],
    frontiers: new Map(),
    received: 0,
    duplicates: 0,
  }
  const chainOf = (device: DeviceId): Kept[] => {
    const chain = disk.chains.get(device) ?? []
    disk.chains.set(device, chain)
    return chain
  }

  const addLog = (entries: readonly Uint8Array[]) => {
    const before = state.heads.join()
    state = extend(state, entries)
    epochs = openEpochs(state, identity)
    disk.log = entriesMissingFor(state, []).map(({ bytes }) => bytes)
    if (state.heads.join() === before) return
    for (const session of [...sessions]) session.announceLog()
    retry()
  }

  /** Keeps it when it is next in its chain; says whether anything may follow. */
  const accept = (bytes: Uint8Array): 'accepted' | 'held' | 'refused' => {
    const header = openHeader(bytes)
    if (!header || header.spaceId !== spaceId) return 'refused'
    const device = state.devices.get(header.deviceId)
    if (!device) return 'held'
    if (!verifyEnvelope(bytes, header, device.certificate)) return 'refused'
    const chain = chainOf(header.deviceId)
    if (header.seq <= chain.length) {
      seen.duplicates++
      return 'refused'
    }
    if (header.seq > chain.length + 1 || !header.logHeads.every((hash) => state.has(hash)))
      return 'held'
    if (header.prev !== (chain.at(-1)?.hash ?? null)) return 'refused'
    const epoch = epochs.find(({ epochId }) => epochId === header.epochId)
    const payload = epoch && openPayload(bytes, header, epoch)
    if (!payload) return 'refused'
    chain.push({ hash: envelopeHash(bytes), bytes })
    accepted.emit([payload, header.deviceId])
    return 'accepted'
  }

  function retry() {
    for (let again = true; again; ) {
      again = false
      for (const [key, bytes] of [...held]) {
        const outcome = accept(bytes)
        if (outcome !== 'held') held.delete(key)
        if (outcome === 'accepted') again = true
      }
    }
  }

  return {
    sessions,
    seen,
    state: () => state,
    addLog,
    accepted: () =>
      [...disk.chains.values()].flatMap((chain) => chain.map(({ hash }) => hash)).sort(),
    payloads: () =>
      [...disk.chains.values()].flat().flatMap(({ bytes }) => {
        const header = openHeader(bytes)
        const epoch = epochs.find(({ epochId }) => epochId === header?.epochId)
        const payload = header && epoch && openPayload(bytes, header, epoch)
        return payload ? [payload] : []
      }),
    onAccepted(listener) {
      accepted.on(([payload, device]) => listener(payload, device))
    },
    write(payload) {
      const epoch = epochs.at(-1)
      if (!epoch) throw new Error('no epoch to write in')
      const chain = chainOf(identity.deviceId)
      const sealed = sealEnvelope({
        identity,
        spaceId,
        docId: SOME_DOCUMENT,
        epoch,
        seq: chain.length + 1,
        prev: chain.at(-1)?.hash ?? null,
        logHeads: state.heads,
        kind: 'update',
        payload,
        random,
      })
      chain.push(sealed)
      accepted.emit([payload, identity.deviceId])
      for (const session of [...sessions]) session.announceEnvelope(sealed.bytes)
      return sealed.bytes
    },

    logHeads: () => state.heads,
    hasEntry: (hash: EntryHash) => state.has(hash),
    entriesFor: (heads) => entriesMissingFor(state, [...heads]).map(({ bytes }) => bytes),
    receiveLog(entries) {
      addLog(entries)
      return undefined
    },
    isMember: (device) => state.devices.has(device),
    frontiers: () =>
      [...disk.chains]
        .filter(([, chain]) => chain.length > 0)
        .map(([deviceId, chain]) => ({
          deviceId,
          seq: chain.length,
          hash: (chain.at(-1) as Kept).hash,
        })),
    envelopes: (device, fromSeq, limit) =>
      chainOf(device)
        .slice(fromSeq - 1, fromSeq - 1 + limit)
        .map(({ bytes }) => bytes),
    receiveEnvelopes(batch) {
      seen.received += batch.length
      for (const bytes of batch) if (accept(bytes) === 'held') held.set(envelopeHash(bytes), bytes)
      retry()
    },
    hashAt: (device, seq) => chainOf(device)[seq - 1]?.hash,
    proofs: () => [],
    receiveProof: () => undefined,
    cards: () => [utf8(`card of ${identity.deviceId}`)],
    receiveCards: (cards) => void seen.cards.push(...cards),
    peerFrontiers: (device, heads) => void seen.frontiers.set(device, heads),
    receivePresence: (from, bytes) => void seen.presence.push([from, bytes]),
    chunk: (hash) => disk.chunks.get(hash),
    receiveChunk(hash, bytes) {
      seen.chunks.push(hash)
      disk.chunks.set(hash, bytes)
    },
    chunkMissing: (hash) => void seen.missing.push(hash),
  }
}
