import type { Topic } from '../../../src-core/base/ids.ts'
import type { Clock, Signaling } from '../../../src-core/ports/index.ts'
import { createRelayClient } from '../../../src-core/sync/relayClient.ts'
import { openRelaySocket } from '../../../src-renderer/transport/relaySocket.ts'

/** What the test calls: the relay client as a guest's browser runs it. */
export interface RelayClientPage {
  connect(url: string): void
  listen(topic: string): void
  publish(topic: string, payload: number[]): void
  heard(): number[][]
  status(): string | undefined
}

declare global {
  interface Window {
    relayClient: RelayClientPage
  }
}

const clock: Clock = {
  now: Date.now,
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) }
const heard: number[][] = []
let client: Signaling | undefined

window.relayClient = {
  connect(url) {
    client = createRelayClient({ urls: [url], openSocket: openRelaySocket, clock, random })
  },
  listen: (topic) => void client?.subscribe(topic as Topic, (payload) => heard.push([...payload])),
  publish: (topic, payload) => client?.publish(topic as Topic, Uint8Array.from(payload)),
  heard: () => heard,
  status: () => client?.states()[0]?.status,
}
