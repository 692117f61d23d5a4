/** The desktop app's host: a worker thread that holds the profile and serves the shell's pages. */
import { parentPort, workerData } from 'node:worker_threads'
import { createRelay } from '../../signaling/createRelay.ts'
import {
  createMessagePortPort,
  type MessagePortLike,
} from '../../src-core/bridge/messagePortPort.ts'
import { answerBulk } from '../bridge/bulkChannel.ts'
import type {
  HostWorkerData,
  HostWorkerMessage,
  ShellMessage,
} from '../bridge/hostWorkerProtocol.ts'
import { connectKeychain } from '../bridge/keychainChannel.ts'
import { createHostRuntime } from '../host/createHostRuntime.ts'
import { logFailure, logStrays } from '../host/logFailure.ts'
import { listenAsBefore } from '../host/portMemory.ts'
import { takePassphrase } from '../host/takePassphrase.ts'

logStrays()

const { profileDir, relay, port, guestDir, keychain } = workerData as HostWorkerData
const say = (message: HostWorkerMessage) => parentPort?.postMessage(message)

const listen = (wanted: number) => createRelay({ port: wanted, guestDir })
const embedded = relay
  ? undefined
  : await (port ? listen(port) : listenAsBefore(profileDir, 'relay', listen))

const runtime = await createHostRuntime({
  kind: 'desktop',
  profileDir,
  keychain: keychain && connectKeychain(keychain.port, keychain.signal),
  relay: { url: relay ?? embedded?.url ?? '', embedded: embedded !== undefined },
  log: logFailure,
})

const passphrase = takePassphrase()
// A wrong one is no reason to end: the page asks for the right one.
if (passphrase && runtime.needsPassphrase)
  await runtime.unlock(passphrase).catch((error: Error) => console.error(error.message))

async function stop(): Promise<void> {
  runtime.close()
  await embedded?.close()
  say({ type: 'stopped' })
}

parentPort?.on('message', (message: ShellMessage) => {
  if (message.type === 'page') {
    const page = createMessagePortPort(message.port as unknown as MessagePortLike)
    runtime.serve(page, { type: message.page === 'transport' ? 'transport' : 'owner' })
  } else if (message.type === 'bulk') void answerBulk(message.request, message.port, runtime.bulk)
  else if (message.type === 'ping') say({ type: 'pong' })
  else if (message.type === 'link') runtime.openLink(message.link)
  else void stop()
})
say({ type: 'ready' })
