import { WebrtcProvider } from 'y-webrtc'
import * as Y from 'yjs'

export interface BareDocPage {
  /** Puts `count` texts of `bytes` letters into the document, one transaction each. */
  fill(count: number, bytes: number): void
  /** Peers of the room that have answered. */
  peers(): number
  size(): number
}

declare global {
  interface Window {
    bareDoc: BareDocPage
  }
}

/** A document on bare y-webrtc; the address says where: `#RELAY,ROOM`. It shows its first text. */
const [relay = '', room = ''] = decodeURIComponent(location.hash.slice(1)).split(',')
const doc = new Y.Doc()
const items = doc.getArray<string>('items')
const provider = new WebrtcProvider(room, doc, {
  signaling: [relay],
  peerOpts: { config: { iceServers: [] } },
} as ConstructorParameters<typeof WebrtcProvider>[2])

const shown = document.body.appendChild(document.createElement('article'))
items.observe(() => {
  shown.textContent = items.get(0)
})

window.bareDoc = {
  fill(count, bytes) {
    for (let index = 0; index < count; index++) items.push([`${index} `.padEnd(bytes, 'x')])
  },
  peers: () => provider.room?.webrtcConns.size ?? 0,
  size: () => items.length,
}
