import { createEmitter } from '../base/emitter.ts'
import type { Port } from './port.ts'
import { createPortState } from './portState.ts'

/** What browsers' and Node's MessagePort have in common. */
export interface MessagePortLike {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: () => void): void
  start(): void
  close(): void
}

/** Only some browsers tell the other side of a closed MessagePort, so it is said in words first. */
const GOODBYE = 'foyer:goodbye'

/**
 * A `Port` over a MessagePort, in Node and in browsers. Byte arrays are copied, not transferred: the
 * sender may still use them, and large ones take the bulk route.
 */
export function createMessagePortPort(channel: MessagePortLike): Port {
  const state = createPortState()
  const messages = createEmitter<unknown>()
  const close = () => {
    if (state.closed) return
    channel.close()
    state.close()
  }
  channel.addEventListener('message', ({ data }) => {
    if (state.closed) return
    if (data === GOODBYE) close()
    else messages.emit(data)
  })
  channel.addEventListener('close', close)
  channel.start()
  return {
    send(message) {
      if (!state.closed) channel.postMessage(message)
    },
    onMessage: messages.on,
    onClose: state.onClose,
    close() {
      if (state.closed) return
      channel.postMessage(GOODBYE)
      close()
    },
  }
}
