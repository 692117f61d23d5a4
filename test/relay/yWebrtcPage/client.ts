import { WebrtcProvider } from 'y-webrtc'
import * as Y from 'yjs'

/** What the test calls: stock y-webrtc 10.3 with nothing changed but the address of the relay. */
export interface YWebrtcPage {
  join(relay: string, room: string, password: string | null): void
  write(text: string): void
  read(): string
  peers(): number
  isConnectedToRelay(): boolean
}

declare global {
  interface Window {
    yWebrtc: YWebrtcPage
  }
}

const doc = new Y.Doc()
const text = doc.getText('text')
let provider: WebrtcProvider | undefined

window.yWebrtc = {
  join(relay, room, password) {
    provider = new WebrtcProvider(room, doc, {
      signaling: [relay],
      ...(password === null ? {} : { password }),
      peerOpts: { config: { iceServers: [] } },
    } as ConstructorParameters<typeof WebrtcProvider>[2])
  },
  write: (added) => text.insert(text.length, added),
  read: () => text.toString(),
  peers: () => provider?.room?.webrtcConns.size ?? 0,
  isConnectedToRelay: () => provider?.signalingConns.every((conn) => conn.connected) ?? false,
}
