import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Disposer } from '../../../src-core/base/disposer.ts'
import { FoyerError } from '../../../src-core/base/errors.ts'
import type { ItemId, SpaceId } from '../../../src-core/base/ids.ts'
import type { BodyEvent, FoyerContract } from '../../../src-core/bridge/contract.ts'
import type { Client } from '../../../src-core/bridge/types.ts'
import { createOutbox, MAX_UPDATE_BYTES, type Outbox } from './outbox.ts'

/** The origin of transactions that came from the host; they are never sent back. */
export const FROM_HOST = Symbol('from the host')

/** How long cursor moves are collected, in ms. */
const PRESENCE_MS = 50
const MAX_PRESENCE_BYTES = 4096

export type BodyPhase =
  | { readonly phase: 'opening' }
  | {
      readonly phase: 'open'
      readonly doc: Y.Doc
      readonly awareness: Awareness
      readonly canWrite: boolean
      readonly schemaVersion: number
    }
  | { readonly phase: 'failed'; readonly error: unknown }

export interface BodyReplica {
  current(): BodyPhase
  /** Called when the phase changes: a reset gives a new document. */
  onPhase(listener: () => void): Disposer
  /** True while something written here is not on disk yet. */
  readonly saving: boolean
  onSaving(listener: () => void): Disposer
  /** Ends it once everything written is on disk. */
  close(): Promise<void>
}

export interface BodyReplicaOptions {
  readonly bodies: Client<FoyerContract>['bodies']
  readonly spaceId: SpaceId
  readonly itemId: ItemId
  /** The newest schema this page can edit without losing anything. */
  readonly schemaVersion: number
  /** A change of this page was refused, or its text taken back. */
  readonly onRefused: (error: unknown) => void
}

interface OpenBody {
  readonly phase: Extract<BodyPhase, { phase: 'open' }>
  readonly outbox: Outbox | undefined
  readonly dispose: Disposer
}

const PASSING: readonly string[] = ['DISK_FULL', 'DISK_FAILED', 'TIMEOUT']
const isPassing = (error: unknown) => error instanceof FoyerError && PASSING.includes(error.code)

/**
 * A page's replica of the one rich text that is open. The host owns the document: it gives the state, the
 * client id to write with (rule 11) and everybody's changes; a refused change throws this replica away.
 */
export function createBodyReplica(options: BodyReplicaOptions): BodyReplica {
  const { bodies, spaceId, itemId } = options
  const phaseListeners = new Set<() => void>()
  const savingListeners = new Set<() => void>()
  let phase: BodyPhase = { phase: 'opening' }
  let open: OpenBody | undefined
  let stopStream: Disposer = () => {}
  let closed = false

  const announceSaving = () => {
    for (const listener of savingListeners) listener()
  }
  const enter = (next: BodyPhase) => {
    phase = next
    for (const listener of phaseListeners) listener()
  }
  const leave = () => {
    const leaving = open
    open = undefined
    // Listeners let go of the document (an editor unmounts) before it is destroyed.
    if (!closed) enter({ phase: 'opening' })
    leaving?.dispose()
  }

  function reopen(error: unknown) {
    options.onRefused(error)
    stopStream()
    leave()
    if (!closed) subscribe()
  }

  function handle(event: BodyEvent) {
    switch (event.type) {
      case 'state':
        leave()
        open = openBody({ ...options, event, reopen, announceSaving })
        enter(open.phase)
        return
      case 'update':
        if (open) Y.applyUpdate(open.phase.doc, event.update, FROM_HOST)
        return
      case 'presence':
        if (open) applyPresence(open.phase.awareness, event.update)
        return
      case 'reset':
        leave()
        options.onRefused(
          new FoyerError(event.code === 'NOTE_NEWER' ? 'NOTE_NEWER' : 'UPDATE_REFUSED'),
        )
        return
      default:
        event satisfies never
    }
  }

  function subscribe() {
    let ended = false
    const dispose = bodies.open({ spaceId, itemId }, handle, (error) => {
      if (ended || closed) return
      leave()
      enter({ phase: 'failed', error: error ?? new FoyerError('CLOSED') })
    })
    stopStream = () => {
      ended = true
      dispose()
    }
  }

  subscribe()

  return {
    current: () => phase,
    onPhase: (listener) => {
      phaseListeners.add(listener)
      return () => phaseListeners.delete(listener)
    },
    get saving() {
      return open?.outbox?.busy ?? false
    },
    onSaving: (listener) => {
      savingListeners.add(listener)
      return () => savingListeners.delete(listener)
    },
    async close() {
      if (closed) return
      closed = true
      phaseListeners.clear()
      savingListeners.clear()
      await open?.outbox?.drained()
      stopStream()
      leave()
    },
  }
}

interface OpenBodyOptions extends BodyReplicaOptions {
  readonly event: Extract<BodyEvent, { type: 'state' }>
  readonly reopen: (error: unknown) => void
  readonly announceSaving: () => void
}

function openBody({ event, ...options }: OpenBodyOptions): OpenBody {
  const doc = new Y.Doc()
  // Before anything is written, so that every struct of this page bears the id the host gave.
  doc.clientID = event.clientId
  Y.applyUpdate(doc, event.update, FROM_HOST)
  const awareness = new Awareness(doc)
  const canWrite = event.canWrite && event.schemaVersion <= options.schemaVersion
  const phase = {
    phase: 'open',
    doc,
    awareness,
    canWrite,
    schemaVersion: event.schemaVersion,
  } as const

  const outbox = canWrite ? sendUpdates(doc, event.clientId, options) : undefined
  const stopPresence = canWrite ? sendPresence(awareness, options) : () => {}
  return {
    phase,
    outbox,
    dispose() {
      awareness.setLocalState(null)
      stopPresence()
      outbox?.close()
      awareness.destroy()
      doc.destroy()
    },
  }
}

function sendUpdates(
  doc: Y.Doc,
  clientId: number,
  { bodies, spaceId, itemId, reopen, announceSaving }: Omit<OpenBodyOptions, 'event'>,
): Outbox {
  const outbox = createOutbox({
    send: (update, index) => bodies.update({ spaceId, itemId, clientId, index, update }),
    onRefused: reopen,
    onIdle: announceSaving,
    isPassing,
  })
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === FROM_HOST) return
    // Yjs picks another id by itself when it meets its own from elsewhere: such a replica may not write.
    if (doc.clientID !== clientId) return reopen(new FoyerError('UPDATE_REFUSED'))
    if (update.length > MAX_UPDATE_BYTES) return reopen(new FoyerError('TOO_LARGE'))
    outbox.push(update)
    announceSaving()
  })
  return outbox
}

function sendPresence(
  awareness: Awareness,
  { bodies, spaceId, itemId }: Omit<OpenBodyOptions, 'event'>,
): Disposer {
  let timer: ReturnType<typeof setTimeout> | undefined
  const send = () => {
    timer = undefined
    const update = encodeAwarenessUpdate(awareness, [awareness.clientID])
    if (update.length > MAX_PRESENCE_BYTES) return
    // Presence is not worth an error: the next move sends it again.
    bodies.presence({ spaceId, itemId, update }).catch(() => {})
  }
  const onUpdate = (_changes: unknown, origin: unknown) => {
    if (origin !== FROM_HOST) timer ??= setTimeout(send, PRESENCE_MS)
  }
  awareness.on('update', onUpdate)
  return () => {
    awareness.off('update', onUpdate)
    clearTimeout(timer)
    send()
  }
}

function applyPresence(awareness: Awareness, update: Uint8Array): void {
  try {
    applyAwarenessUpdate(awareness, update, FROM_HOST)
  } catch {
    // Bytes of another device: a malformed cursor is no cursor.
  }
}
