import * as Y from 'yjs'
import type { ItemId, SpaceId } from '../../../src-core/base/ids.ts'
import type { Person } from './world.ts'

/** A note open in a page, as the editor holds it: a replica that sends its own transactions. */
export function openNote({ page }: Person, spaceId: SpaceId, itemId: ItemId) {
  const doc = new Y.Doc()
  let clientId: number | undefined
  let index = 0
  const refused: unknown[] = []
  const close = page.bodies.open({ spaceId, itemId }, (event) => {
    if (event.type === 'state') {
      clientId = event.clientId
      doc.clientID = event.clientId
      index = 0
    }
    if (event.type === 'state' || event.type === 'update') Y.applyUpdate(doc, event.update, 'host')
    if (event.type === 'reset') refused.push(event.code)
  })
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === 'host' || clientId === undefined) return
    page.bodies
      .update({ spaceId, itemId, clientId, index: index++, update })
      .catch((error) => refused.push(error))
  })
  const fragment = doc.getXmlFragment('body')
  return {
    place: [spaceId, itemId] as const,
    doc,
    refused,
    close,
    isOpen: () => clientId !== undefined,
    /** A paragraph, at the end if no place is given. */
    write(text: string, at = fragment.length) {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(text)])
      fragment.insert(at, [paragraph])
    },
    text: () =>
      fragment
        .toArray()
        .map((node) => (node as Y.XmlElement).firstChild?.toString() ?? '')
        .join('\n'),
  }
}
