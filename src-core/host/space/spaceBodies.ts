import * as Y from 'yjs'
import type { Disposer } from '../../base/disposer.ts'
import { createDisposerStore } from '../../base/disposer.ts'
import { type ErrorCode, FoyerError } from '../../base/errors.ts'
import type { ItemId, UserId } from '../../base/ids.ts'
import type { BodyEvent } from '../../bridge/contract.ts'
import type { Person } from '../../bridge/schemas.ts'
import {
  checkPresence,
  checkUpdate,
  encodeState,
  freshClientId,
  isNewerBody,
  schemaVersionOf,
  splitUpdate,
} from '../../documents/index.ts'
import type { Clock, Random } from '../../ports/index.ts'
import { type Coalescer, createCoalescer } from '../../sync/index.ts'
import { bareCursors, namedCursors } from './cursors.ts'
import type { SpaceDocuments } from './spaceDocuments.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { SpaceSync } from './spaceSync.ts'

export interface SpaceBodiesOptions {
  readonly documents: SpaceDocuments
  readonly membership: SpaceMembership
  readonly sync: SpaceSync
  readonly person: (userId: UserId) => Person
  readonly clock: Clock
  readonly random: Random
}

/** What a page wrote in a note; see the contract for `index`. */
export interface BodyChange {
  readonly itemId: ItemId
  readonly clientId: number
  readonly index: number
  readonly update: Uint8Array
}

/** Notes that pages have open: a replica in the page, the truth here. */
export interface SpaceBodies {
  open(itemId: ItemId, emit: (event: BodyEvent) => void): Disposer
  /** A page has a note open. */
  hasOpen(): boolean
  /** Resolves when the update is on disk. */
  update(change: BodyChange): Promise<void>
  presence(itemId: ItemId, update: Uint8Array): void
}

/** After a flush, further updates of a note are collected for this long, ms. */
const COALESCE_MS = 50
const COALESCE_BYTES = 16 * 1024

interface Waiting extends BodyChange {
  resolve(): void
  reject(error: unknown): void
}

/** A page's replica of a note, from a `state` until the next one. */
interface Replica {
  readonly itemId: ItemId
  readonly emit: (event: BodyEvent) => void
  /** Throws the replica away and gives the page another, with a client id of its own. */
  readonly reset: (code: ErrorCode) => void
  /** Index of the update that is expected next. */
  next: number
  /** Why that one has been tried in vain. */
  failure?: unknown
}

export function createSpaceBodies(options: SpaceBodiesOptions): SpaceBodies {
  const { documents, membership, sync, clock, random } = options
  /** Replicas in pages, by the client id they write with. */
  const replicas = new Map<number, Replica>()
  const coalescers = new Map<ItemId, Coalescer<Waiting>>()

  function check({ itemId, clientId, index, update }: BodyChange): Replica {
    const replica = replicas.get(clientId)
    if (replica?.itemId !== itemId) throw new FoyerError('UPDATE_REFUSED')
    // Sent before the page knew that the one before it was not written, and nothing without it.
    if (index !== replica.next) throw replica.failure ?? new FoyerError('UPDATE_REFUSED')
    if (!membership.rights().post) throw new FoyerError('NOT_ALLOWED')
    if (isNewerBody(documents.body(itemId))) throw new FoyerError('NOTE_NEWER')
    const role = membership.role()
    const isItsOwn = (part: Uint8Array) => {
      const checked =
        role && checkUpdate({ kind: 'body', update: part, deviceTag: documents.tag, role })
      return checked?.ok && checked.value.clients.every((client) => client === clientId)
    }
    // A long text pasted at once is written as several envelopes, each within the limits.
    if (splitUpdate(update).every(isItsOwn)) return replica
    replica.reset('UPDATE_REFUSED')
    throw new FoyerError('UPDATE_REFUSED')
  }

  /** What follows the one that failed was made on top of it, and waits in the page. */
  function failed(changes: readonly Waiting[], error: unknown) {
    const [first] = changes
    const replica = first && replicas.get(first.clientId)
    if (replica) {
      replica.next = first.index
      replica.failure = error
    }
    for (const { reject } of changes) reject(error)
  }

  function write(itemId: ItemId, batch: readonly Waiting[]) {
    // One Yjs client an envelope (rule 13): two pages of this device are two clients.
    for (const [clientId, updates] of Map.groupBy(batch, (one) => one.clientId)) {
      try {
        documents.changeBody(
          itemId,
          (doc) => {
            for (const { update } of updates) Y.applyUpdate(doc, update, clientId)
          },
          clientId,
        )
        for (const { resolve } of updates) resolve()
      } catch (error) {
        failed(updates, error)
      }
    }
  }
  function coalescerOf(itemId: ItemId): Coalescer<Waiting> {
    const coalescer =
      coalescers.get(itemId) ??
      createCoalescer<Waiting>({
        clock,
        delayMs: COALESCE_MS,
        maxBytes: COALESCE_BYTES,
        flush: (batch) => write(itemId, batch),
      })
    coalescers.set(itemId, coalescer)
    return coalescer
  }

  return {
    hasOpen: () => replicas.size > 0,
    open(itemId, emit) {
      const disposers = createDisposerStore()
      let current = 0

      /** Always a client id that was never used: an update for the replica before finds nobody (rule 11). */
      function sendState() {
        const doc = documents.body(itemId)
        replicas.delete(current)
        current = freshClientId(documents.tag, doc, random)
        replicas.set(current, { itemId, emit, reset, next: 0 })
        emit({
          type: 'state',
          clientId: current,
          update: encodeState(doc),
          canWrite: membership.rights().post && !isNewerBody(doc),
          schemaVersion: schemaVersionOf(doc),
        })
      }
      function reset(code: ErrorCode) {
        emit({ type: 'reset', code })
        sendState()
      }

      disposers.add(() => replicas.delete(current))
      disposers.add(
        documents.onBodyUpdate((changed) => {
          if (changed.itemId === itemId && changed.origin !== current)
            emit({ type: 'update', update: changed.update })
        }),
      )
      disposers.add(
        sync.presence.onCursors((from, noteId, update) => {
          const device = membership.device(from)
          if (noteId !== itemId || !device) return
          const cursors = checkPresence(update, device.tag)
          if (!cursors.ok) return
          const named = namedCursors(cursors.value, options.person(device.userId))
          emit({ type: 'presence', update: named })
        }),
      )
      disposers.add(
        documents.onBodyRebuilt((rebuilt) => {
          if (rebuilt === itemId) reset('UPDATE_REFUSED')
        }),
      )
      let canWrite = membership.rights().post
      disposers.add(
        membership.onChange(() => {
          if (membership.rights().post === canWrite) return
          canWrite = !canWrite
          reset('NOT_ALLOWED')
        }),
      )
      sendState()
      return disposers.dispose
    },
    update(change) {
      const replica = check(change)
      replica.next += 1
      delete replica.failure
      return new Promise((resolve, reject) =>
        coalescerOf(change.itemId).push({ ...change, resolve, reject }, change.update.length),
      )
    },
    presence(itemId, update) {
      const cursors = checkPresence(update, documents.tag)
      if (cursors.ok) sync.sendCursors(itemId, bareCursors(cursors.value))
    },
  }
}
