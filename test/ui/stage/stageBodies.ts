import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { BodyEvent, FeedItem } from '../../../src-core/bridge/contract.ts'
import type { Person } from '../../../src-core/bridge/schemas.ts'
import { createBodyOf } from '../../../src-core/documents/bodies.ts'
import { noteLines } from './stageData.ts'

/** Somebody's cursor at the end of the second line of a list. */
function cursorOf(doc: Y.Doc, { name, enamel }: Person): BodyEvent {
  const lines = (doc.getXmlFragment('body').get(0) as Y.XmlElement).toArray() as Y.XmlElement[]
  const text = ((lines[1] as Y.XmlElement).get(0) as Y.XmlElement).get(0) as Y.XmlText
  const place = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, text.length))
  const awareness = new Awareness(new Y.Doc())
  awareness.setLocalState({
    user: { name, enamel, client: awareness.clientID },
    cursor: { anchor: place, head: place },
  })
  const update = encodeAwarenessUpdate(awareness, [awareness.clientID])
  awareness.destroy()
  return { type: 'presence', update }
}

/** The bodies of the stage's notes; whoever writes in one is seen in it. */
export function createStageBodies(items: readonly FeedItem[], canWrite: boolean) {
  const bodies = new Map<string, Y.Doc>()
  const body = (itemId: string) => {
    const known = bodies.get(itemId)
    if (known) return known
    const doc = new Y.Doc()
    createBodyOf(
      doc,
      items.find((item) => item.itemId === itemId)?.content.kind === 'note'
        ? noteLines.map((text) => ({ type: 'bullet' as const, text }))
        : [],
    )
    bodies.set(itemId, doc)
    return doc
  }

  return {
    /** An empty one, of a note that was just begun. */
    begin: (itemId: string) => void bodies.set(itemId, new Y.Doc()),
    client: {
      open: ({ itemId }: { itemId: string }, emit: (event: BodyEvent) => void) => {
        const doc = body(itemId)
        const clientId = 2 ** 40 + Math.floor(Math.random() * 2 ** 20)
        emit({
          type: 'state',
          clientId,
          update: Y.encodeStateAsUpdate(doc),
          canWrite: canWrite,
          schemaVersion: 1,
        })
        const writes = items.find((item) => item.itemId === itemId)?.writing[0]
        if (writes) setTimeout(() => emit(cursorOf(doc, writes)), 300)
        const tell = (update: Uint8Array, origin: unknown) => {
          if (origin !== clientId) emit({ type: 'update', update })
        }
        doc.on('update', tell)
        return () => doc.off('update', tell)
      },
      update: async ({
        itemId,
        update,
        clientId,
      }: {
        itemId: string
        update: Uint8Array
        clientId: number
      }) => Y.applyUpdate(body(itemId), update, clientId),
      presence: async () => {},
    },
  }
}
