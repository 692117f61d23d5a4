import { MessageChannel, Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { serveKeychain } from './keychainChannel.ts'

/** A worker that wraps, unwraps and reports, as the host worker does at start. */
const source = `
import { parentPort, workerData } from 'node:worker_threads'
const { connectKeychain } = await import(workerData.module)
const keychain = connectKeychain(workerData.port, workerData.signal)
const wrapped = keychain.wrap(new Uint8Array([1, 2, 3]))
const foreign = keychain.unwrap(new Uint8Array([9]))
parentPort.postMessage({ wrapped, back: keychain.unwrap(wrapped), foreign })
`

test('the worker waits for the main thread’s keychain', async () => {
  const { port1, port2 } = new MessageChannel()
  const signal = new SharedArrayBuffer(4)
  const stop = serveKeychain(port1, signal, {
    available: true,
    wrap: (secret) => Uint8Array.from([42, ...secret]),
    unwrap: (wrapped) => (wrapped[0] === 42 ? wrapped.slice(1) : undefined),
  })
  const module = new URL('./keychainChannel.ts', import.meta.url).href
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), {
    workerData: { module, port: port2, signal },
    transferList: [port2],
  })
  const said = await new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  expect(said).toEqual({
    wrapped: new Uint8Array([42, 1, 2, 3]),
    back: new Uint8Array([1, 2, 3]),
    foreign: undefined,
  })
  stop()
  await worker.terminate()
})
