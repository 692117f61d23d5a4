import * as Y from 'yjs'
import type { Disposer } from '../../base/disposer.ts'
import { createDisposerStore } from '../../base/disposer.ts'
import { FoyerError } from '../../base/errors.ts'
import type { ItemId } from '../../base/ids.ts'
import type { BodyEvent } from '../../bridge/contract.ts'
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
import type { SpaceDocuments } from './spaceDocuments.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { SpaceSync } from './spaceSync.ts'

export interface SpaceBodiesOptions {
  readonly documents: SpaceDocuments
  readonly membership: SpaceMembership
  readonly sync: SpaceSync
  readonly clock: Clock
  readonly random: Random
}

/** Notes that pages have open: a replica in the page, the truth here. */
export interface SpaceBodies {
  open(itemId: ItemId, emit: (event: BodyEvent) => void): Disposer
  /** Resolves when the update is on disk. */
  update(itemId: ItemId, clientId: number, update: Uint8Array): Promise<void>
  presence(itemId: ItemId, update: Uint8Array): void
}

/** After a flush, further updates of a note are collected for this long, ms. */
const COALESCE_MS = 50
const COALESCE_BYTES = 16 * 1024

interface Waiting {
  readonly update: Uint8Array
  readonly clientId: number
  resolve(): void
  reject(error: unknown): void
}

export function createSpaceBodies(options: SpaceBodiesOptions): SpaceBodies {
  const { documents, membership, sync, clock, random } = options
  /** Client ids handed to pages, with the page they belong to. */
  const pages = new Map<number, { readonly itemId: ItemId; emit(event: BodyEvent): void }>()
  const coalescers = new Map<ItemId, Coalescer<Waiting>>()

  function sendState(itemId: ItemId, clientId: number, emit: (event: BodyEvent) => void) {
    const doc = documents.body(itemId)
    emit({
      type: 'state',
      clientId,
      update: encodeState(doc),
      canWrite: membership.rights().post && !isNewerBody(doc),
      schemaVersion: schemaVersionOf(doc),
    })
  }

  function check(itemId: ItemId, clientId: number, update: Uint8Array) {
    const page = pages.get(clientId)
    if (page?.itemId !== itemId) throw new FoyerError('UPDATE_REFUSED')
    if (!membership.rights().post) throw new FoyerError('NOT_ALLOWED')
    if (isNewerBody(documents.body(itemId))) throw new FoyerError('NOTE_NEWER')
    const role = membership.role()
    const isItsOwn = (part: Uint8Array) => {
      const checked =
        role && checkUpdate({ kind: 'body', update: part, deviceTag: documents.tag, role })
      return checked?.ok && checked.value.clients.every((client) => client === clientId)
    }
    // A long text pasted at once is written as several envelopes, each within the limits.
    if (splitUpdate(update).every(isItsOwn)) return
    page.emit({ type: 'reset', code: 'UPDATE_REFUSED' })
    sendState(itemId, clientId, page.emit)
    throw new FoyerError('UPDATE_REFUSED')
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
        for (const { reject } of updates) reject(error)
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
    open(itemId, emit) {
      const disposers = createDisposerStore()
      const clientId = freshClientId(documents.tag, documents.body(itemId), random)
      pages.set(clientId, { itemId, emit })
      disposers.add(() => pages.delete(clientId))
      disposers.add(
        documents.onBodyUpdate((changed) => {
          if (changed.itemId === itemId && changed.origin !== clientId)
            emit({ type: 'update', update: changed.update })
        }),
      )
      disposers.add(
        sync.presence.onCursors((from, noteId, update) => {
          const tag = membership.device(from)?.tag
          if (noteId !== itemId || tag === undefined) return
          if (checkPresence(update, tag).ok) emit({ type: 'presence', update })
        }),
      )
      let canWrite = membership.rights().post
      disposers.add(
        membership.onChange(() => {
          if (membership.rights().post === canWrite) return
          canWrite = !canWrite
          emit({ type: 'reset', code: 'NOT_ALLOWED' })
          sendState(itemId, clientId, emit)
        }),
      )
      sendState(itemId, clientId, emit)
      return disposers.dispose
    },
    update(itemId, clientId, update) {
      check(itemId, clientId, update)
      return new Promise((resolve, reject) =>
        coalescerOf(itemId).push({ update, clientId, resolve, reject }, update.length),
      )
    },
    presence(itemId, update) {
      if (checkPresence(update, documents.tag).ok) sync.sendCursors(itemId, update)
    },
  }
}
