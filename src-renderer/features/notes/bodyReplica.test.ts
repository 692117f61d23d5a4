import { afterEach, describe, expect, it } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { FoyerError } from '../../../src-core/base/errors.ts'
import type { ItemId, SpaceId } from '../../../src-core/base/ids.ts'
import type { BodyEvent, FoyerContract } from '../../../src-core/bridge/contract.ts'
import type { Client } from '../../../src-core/bridge/types.ts'
import { type BodyReplica, createBodyReplica } from './bodyReplica.ts'

const spaceId = 's'.repeat(43) as SpaceId
const itemId = 'i'.repeat(22) as ItemId
const CLIENT_ID = 4_503_599_627_370_497
const turn = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms))

/** A host with a real document; updates are applied like the real one does, or refused. */
function createHost({ canWrite = true, schemaVersion = 1 } = {}) {
  const doc = new Y.Doc()
  doc.getXmlFragment('body').insert(0, [paragraph('Alice began.')])
  const received: { clientId: number; index: number; update: Uint8Array }[] = []
  const presence: Uint8Array[] = []
  let emit: ((event: BodyEvent) => void) | undefined
  let opened = 0
  let refusal: FoyerError | undefined

  const state = (): BodyEvent => ({
    type: 'state',
    clientId: CLIENT_ID + opened,
    update: Y.encodeStateAsUpdate(doc),
    canWrite,
    schemaVersion,
  })
  const bodies: Client<FoyerContract>['bodies'] = {
    open(_input, onValue) {
      opened += 1
      emit = onValue
      onValue(state())
      return () => {
        emit = undefined
      }
    },
    async update({ clientId, index, update }) {
      await turn()
      if (refusal) throw refusal
      received.push({ clientId, index, update })
      Y.applyUpdate(doc, update)
    },
    async presence({ update }) {
      presence.push(update)
    },
  }
  return {
    bodies,
    doc,
    received,
    presence,
    state,
    emit: (event: BodyEvent) => emit?.(event),
    refuse: (error: FoyerError | undefined) => {
      refusal = error
    },
    get opened() {
      return opened
    },
  }
}

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(text)])
  return element
}

const replicas: BodyReplica[] = []
function open(host: ReturnType<typeof createHost>, refused: unknown[] = []) {
  const replica = createBodyReplica({
    bodies: host.bodies,
    spaceId,
    itemId,
    schemaVersion: 1,
    onRefused: (error) => refused.push(error),
  })
  replicas.push(replica)
  return replica
}
function documentOf(replica: BodyReplica) {
  const phase = replica.current()
  if (phase.phase !== 'open') throw new Error(`the body is ${phase.phase}`)
  return phase
}
const bodyText = (doc: Y.Doc) => doc.getXmlFragment('body').toString()
const write = (doc: Y.Doc, text: string) => doc.getXmlFragment('body').push([paragraph(text)])

afterEach(async () => {
  await Promise.all(replicas.splice(0).map((replica) => replica.close()))
})

describe('body replica', () => {
  it('writes with the client id the host gave, from the first struct on', async () => {
    const host = createHost()
    const replica = open(host)
    write(documentOf(replica).doc, 'Bob adds.')
    await replica.close()
    expect(host.received[0]?.clientId).toBe(CLIENT_ID + 1)
    const clients = Y.decodeUpdate(host.received[0]?.update ?? new Uint8Array()).structs.map(
      (struct) => struct.id.client,
    )
    expect(new Set(clients)).toEqual(new Set([CLIENT_ID + 1]))
  })

  it('sends what was written in order while an update is in flight', async () => {
    const host = createHost()
    const replica = open(host)
    const { doc } = documentOf(replica)
    for (let index = 0; index < 30; index += 1) write(doc, `line ${index}`)
    expect(replica.saving).toBe(true)
    await replica.close()
    expect(host.received.map(({ index }) => index)).toEqual([...host.received.keys()])
    expect(host.received.length).toBeLessThan(30)
    expect(bodyText(host.doc)).toBe(
      `<paragraph>Alice began.</paragraph>${Array.from({ length: 30 }, (_, index) => `<paragraph>line ${index}</paragraph>`).join('')}`,
    )
  })

  it('sends only what this page wrote, never the state it was given', async () => {
    const host = createHost()
    const replica = open(host)
    write(documentOf(replica).doc, 'mine')
    await replica.close()
    const structs = host.received.flatMap(({ update }) => Y.decodeUpdate(update).structs)
    expect(structs.some((struct) => struct.id.client === host.doc.clientID)).toBe(false)
  })

  it('applies the changes of others without sending them back', async () => {
    const host = createHost()
    const replica = open(host)
    const before = Y.encodeStateVector(host.doc)
    write(host.doc, 'Carol adds.')
    host.emit({ type: 'update', update: Y.encodeStateAsUpdate(host.doc, before) })
    await turn(5)
    expect(bodyText(documentOf(replica).doc)).toContain('Carol adds.')
    expect(host.received).toHaveLength(0)
  })

  it('gives a new document after a reset and takes the refused text back', async () => {
    const host = createHost()
    const refused: unknown[] = []
    const replica = open(host, refused)
    const first = documentOf(replica).doc
    write(first, 'not accepted')
    host.emit({ type: 'reset', code: 'UPDATE_REFUSED' })
    expect(replica.current().phase).toBe('opening')
    host.emit(host.state())
    const second = documentOf(replica).doc
    expect(second).not.toBe(first)
    expect(bodyText(second)).not.toContain('not accepted')
    expect(refused).toHaveLength(1)
  })

  it('opens the body again when the host refuses an update', async () => {
    const host = createHost()
    const refused: unknown[] = []
    const replica = open(host, refused)
    host.refuse(new FoyerError('NOT_ALLOWED'))
    write(documentOf(replica).doc, 'not allowed')
    await turn(5)
    expect(host.opened).toBe(2)
    expect(bodyText(documentOf(replica).doc)).not.toContain('not allowed')
    expect(refused).toMatchObject([{ code: 'NOT_ALLOWED' }])
  })

  it('keeps the text and sends it again when the disk was full', async () => {
    const host = createHost()
    const replica = open(host)
    host.refuse(new FoyerError('DISK_FULL'))
    write(documentOf(replica).doc, 'kept')
    await turn(5)
    expect(host.opened).toBe(1)
    expect(bodyText(documentOf(replica).doc)).toContain('kept')
    expect(replica.saving).toBe(true)
    host.refuse(undefined)
    await replica.close()
    expect(bodyText(host.doc)).toContain('kept')
  })

  it('sends nothing of a body that may not be written or has a newer schema', async () => {
    for (const options of [{ canWrite: false }, { schemaVersion: 99 }]) {
      const host = createHost(options)
      const replica = open(host)
      const phase = documentOf(replica)
      expect(phase.canWrite).toBe(false)
      write(phase.doc, 'never leaves')
      await turn(5)
      expect(host.received).toHaveLength(0)
    }
  })

  it('tells others where the cursor is, and that it left', async () => {
    const host = createHost()
    const replica = open(host)
    documentOf(replica).awareness.setLocalStateField('user', { name: 'Bob' })
    await turn(80)
    expect(host.presence).toHaveLength(1)
    await replica.close()
    expect(host.presence).toHaveLength(2)
  })

  it('shows the cursor of another person and survives a malformed one', () => {
    const host = createHost()
    const replica = open(host)
    const carol = new Awareness(new Y.Doc())
    carol.setLocalStateField('user', { name: 'Carol' })
    host.emit({ type: 'presence', update: encodeAwarenessUpdate(carol, [carol.clientID]) })
    host.emit({ type: 'presence', update: new Uint8Array([255, 255, 255]) })
    const states = documentOf(replica).awareness.getStates()
    expect(states.get(carol.clientID)).toMatchObject({ user: { name: 'Carol' } })
    carol.destroy()
  })

  it('stays closed when the host ends it', () => {
    const host = createHost()
    let end: ((error?: Error) => void) | undefined
    const replica = createBodyReplica({
      bodies: {
        ...host.bodies,
        open: (_input, _onValue, onEnd) => {
          end = onEnd
          return () => {}
        },
      },
      spaceId,
      itemId,
      schemaVersion: 1,
      onRefused: () => {},
    })
    end?.(new FoyerError('NOT_FOUND'))
    expect(replica.current()).toMatchObject({ phase: 'failed', error: { code: 'NOT_FOUND' } })
  })
})
