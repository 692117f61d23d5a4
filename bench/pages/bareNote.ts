import { Editor } from '@tiptap/core'
import { WebrtcProvider } from 'y-webrtc'
import * as Y from 'yjs'
import { noteExtensions } from '../../src-renderer/features/notes/noteExtensions.ts'

export interface BareNotePage {
  join(relay: string, room: string): void
  peers(): number
}

declare global {
  interface Window {
    bareNote: BareNotePage
  }
}

/** The editor of Foyer's notes on a document that y-webrtc keeps alike: no host, no keys, no disk. */
const doc = new Y.Doc()
let provider: WebrtcProvider | undefined

window.bareNote = {
  join(relay, room) {
    provider = new WebrtcProvider(room, doc, {
      signaling: [relay],
      peerOpts: { config: { iceServers: [] } },
    } as ConstructorParameters<typeof WebrtcProvider>[2])
    const { awareness } = provider
    const user = { name: room, enamel: 'petrol' as const }
    const extensions = noteExtensions({ doc, awareness, user, placeholder: '' })
    const element = document.body.appendChild(document.createElement('div'))
    new Editor({ element, extensions })
  },
  peers: () => provider?.room?.webrtcConns.size ?? 0,
}
