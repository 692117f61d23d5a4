import { createEmitter, type Emitter } from '../base/emitter.ts'
import { decodeMessage, encodeMessage } from './messageCodec.ts'
import type { Port } from './port.ts'
import { createPortState, type PortState } from './portState.ts'

/**
 * Two ports joined in one process, for tests. Messages pass through the binary codec and arrive in a
 * later microtask, so that what works here works over the other ports.
 */
export function createLoopbackPorts(): readonly [Port, Port] {
  const states = [createPortState(), createPortState()] as const
  const inboxes = [createEmitter<unknown>(), createEmitter<unknown>()] as const
  const close = () => {
    for (const state of states) queueTask(state.close)
  }
  const end = (own: 0 | 1): Port =>
    createEnd(states[own], inboxes[own], inboxes[own === 0 ? 1 : 0], close)
  return [end(0), end(1)]
}

function createEnd(
  state: PortState,
  inbox: Emitter<unknown>,
  outbox: Emitter<unknown>,
  close: () => void,
): Port {
  return {
    send(message) {
      if (state.closed) return
      const bytes = encodeMessage(message)
      queueTask(() => {
        if (!state.closed) outbox.emit(decodeMessage(bytes))
      })
    },
    onMessage: inbox.on,
    onClose: state.onClose,
    close,
  }
}

const queueTask = (task: () => void) => void Promise.resolve().then(task)
