import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import type { Keychain } from '../../src-core/ports/index.ts'

/**
 * The operating system's keychain belongs to Electron's main thread, the port `Keychain` is
 * synchronous and used in the host worker: the worker waits on a shared flag while the main thread,
 * which never waits for the worker, answers.
 */
export interface KeychainRequest {
  readonly type: 'wrap' | 'unwrap'
  readonly bytes: Uint8Array
}
/** Undefined where the keychain refused. */
export type KeychainReply = { readonly bytes: Uint8Array | undefined }

/** A keychain may ask the person for a password; nobody takes longer than this (ms). */
const patienceMs = 120_000

/** The main thread's end. */
export function serveKeychain(port: MessagePort, signal: SharedArrayBuffer, keychain: Keychain) {
  const flag = new Int32Array(signal)
  port.on('message', ({ type, bytes }: KeychainRequest) => {
    port.postMessage({ bytes: attempt(() => keychain[type](bytes)) } satisfies KeychainReply)
    Atomics.store(flag, 0, 1)
    Atomics.notify(flag, 0)
  })
  return () => port.close()
}

/** The worker's end. `available` was asked before the worker was started. */
export function connectKeychain(port: MessagePort, signal: SharedArrayBuffer): Keychain {
  const flag = new Int32Array(signal)
  const ask = (request: KeychainRequest): Uint8Array | undefined => {
    // An answer that came after patience ran out belongs to nobody.
    while (receiveMessageOnPort(port));
    Atomics.store(flag, 0, 0)
    port.postMessage(request)
    Atomics.wait(flag, 0, 0, patienceMs)
    const received = receiveMessageOnPort(port)
    return (received?.message as KeychainReply | undefined)?.bytes
  }
  return {
    available: true,
    wrap(secret) {
      const wrapped = ask({ type: 'wrap', bytes: secret })
      if (!wrapped) throw new Error('The keychain refused to keep the key.')
      return wrapped
    },
    unwrap: (wrapped) => ask({ type: 'unwrap', bytes: wrapped }),
  }
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
