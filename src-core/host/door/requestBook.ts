import type { Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import type { ErrorCode } from '../../base/errors.ts'
import type { DeviceId } from '../../base/ids.ts'
import type { JoinRequest } from '../../membership/index.ts'
import type { SecureLink } from '../../sync/index.ts'

/** Somebody who asks to come in and waits for a person's answer. */
export interface Asking {
  readonly request: JoinRequest
  /** Of the handshake through which the request came. */
  readonly transcript: Uint8Array
  readonly link: SecureLink
  connected(): boolean
  /** ms since 1970, when it first came. */
  readonly at: number
  /** The answer, once; returns why it came to nothing. Who has left meanwhile is let in when it is back. */
  answer(letIn: boolean): ErrorCode | undefined
}

/** Who asks to come into one Space, by device; in memory only, because nobody is in yet (WS-4). */
export interface RequestBook {
  list(): readonly Asking[]
  find(device: DeviceId): Asking | undefined
  /** Replaces what the same device asked before. At most 20 wait; whoever left first goes first. */
  add(asking: Asking): void
  remove(device: DeviceId): void
  /** The link of one that waits has ended. */
  left(): void
  onChange(listener: () => void): Disposer
}

const MOST = 20

export function createRequestBook(): RequestBook {
  const changed = createEmitter<void>()
  const book = new Map<DeviceId, Asking>()

  const makeRoom = () => {
    if (book.size < MOST) return
    const all = [...book.entries()]
    const [device] = all.find(([, one]) => !one.connected()) ?? all[0] ?? []
    if (device) book.delete(device)
  }
  return {
    list: () => [...book.values()],
    find: (device) => book.get(device),
    add(asking) {
      const { deviceId } = asking.request.certificate
      const before = book.get(deviceId)
      book.delete(deviceId)
      makeRoom()
      book.set(deviceId, before ? { ...asking, at: before.at } : asking)
      changed.emit()
    },
    remove(device) {
      if (book.delete(device)) changed.emit()
    },
    left: () => changed.emit(),
    onChange: changed.on,
  }
}
