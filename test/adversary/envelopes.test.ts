import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { type EpochId, idFromBytes, type SpaceId } from '../../src-core/base/ids.ts'
import { bodyDocId, clientIdFor, commentsDocId } from '../../src-core/documents/index.ts'
import { deviceTag } from '../../src-core/membership/index.ts'
import { type CraftedStruct, craftUpdate } from '../../src-core/testing/craftUpdate.ts'
import { gather } from '../scenarios/support/gather.ts'
import { linesOf } from '../scenarios/support/world.ts'
import { createForger, identityOf, refusalsOf } from './support/forger.ts'

type Forger = ReturnType<typeof createForger>
interface Scene {
  readonly forger: Forger
  readonly spaceId: SpaceId
  readonly victim: ReturnType<typeof identityOf>
}
type Forged = ReturnType<Forger['seal']>
interface Attack {
  readonly what: string
  readonly rule: string
  readonly role?: 'editor' | 'commenter' | 'viewer'
  readonly make: (scene: Scene) => Forged | readonly Forged[]
  readonly reason: string
}

const id = (fill: number, length: number) => idFromBytes<never>(new Uint8Array(length).fill(fill))
const itemKey = `${'E'.repeat(21)}A`
const message = { kind: 'message', order: 9, at: 1, text: 'forged' }
const structs = (client: number, ...all: CraftedStruct[]) =>
  craftUpdate({ blocks: [{ client, structs: all }] })
const own = ({ forger }: Scene) => clientIdFor(forger.tag, 77)
const item: CraftedStruct = { parent: 'items', parentSub: itemKey, content: [message] }
const changed = (forged: Forged, at: number): Forged => ({
  ...forged,
  bytes: forged.bytes.with(at, (forged.bytes.at(at) ?? 0) ^ 1),
})

/** One attack a row; Bob has altered software, and his own device's keys. */
const attacks: readonly Attack[] = [
  {
    ...{ what: 'signs as Alice’s device', rule: '12' },
    make: ({ forger, victim }) =>
      forger.seal({
        identity: { ...forger.identity, deviceId: victim.deviceId },
        payload: forger.post('forged'),
        ...forger.after(victim.deviceId),
      }),
    reason: 'signature',
  },
  {
    ...{ what: 'alters an envelope after it was signed', rule: '2' },
    make: ({ forger }) => changed(forger.seal({ payload: forger.post('forged') }), -70),
    reason: 'signature',
  },
  {
    ...{ what: 'brings an envelope of another Space', rule: '12' },
    make: ({ forger }) => forger.seal({ payload: forger.post('forged'), spaceId: id(9, 32) }),
    reason: 'malformed',
  },
  {
    ...{ what: 'brings bytes that are no envelope', rule: '13' },
    make: ({ forger }) => ({
      ...forger.seal({ payload: forger.post('x') }),
      bytes: new Uint8Array(400),
    }),
    reason: 'malformed',
  },
  {
    ...{ what: 'seals with another key than the epoch’s', rule: '12' },
    make: ({ forger }) => {
      const epochId = forger.state().currentEpoch as EpochId
      const epoch = { epochId, key: new Uint8Array(32).fill(5) } as never
      return forger.seal({ payload: forger.post('forged'), epoch })
    },
    reason: 'content',
  },
  {
    ...{ what: 'does not follow on its own chain', rule: '12' },
    make: ({ forger }) => {
      const first = forger.seal({ payload: forger.post('x') })
      const place = { seq: first.seq + 1, prev: id(8, 32) }
      return [first, forger.seal({ payload: forger.post('forged'), ...place })]
    },
    reason: 'chain',
  },
  {
    ...{ what: 'posts as a viewer', rule: '9', role: 'viewer' },
    make: ({ forger }) => forger.seal({ payload: forger.post('forged') }),
    reason: 'the role may not write here',
  },
  {
    ...{ what: 'posts as a commenter', rule: '9', role: 'commenter' },
    make: ({ forger }) => forger.seal({ payload: forger.post('forged') }),
    reason: 'the role may not write here',
  },
  {
    ...{ what: 'deletes Alice’s comments as a commenter', rule: '9', role: 'commenter' },
    make: ({ forger, spaceId, victim }) =>
      forger.seal({
        docId: commentsDocId(spaceId),
        payload: craftUpdate({
          deletes: [{ client: clientIdFor(deviceTag(victim.deviceId), 0), clock: 0, length: 1e6 }],
        }),
      }),
    reason: 'deletes what another device wrote',
  },
  {
    ...{ what: 'deletes in an order by which more goes where it comes first', rule: '15' },
    make: ({ forger, spaceId, victim }) => {
      const client = clientIdFor(deviceTag(victim.deviceId), 0)
      const deletes = [100, 5].map((clock) => ({ client, clock, length: 1 }))
      return forger.seal({ docId: commentsDocId(spaceId), payload: craftUpdate({ deletes }) })
    },
    reason: 'deletions out of order',
  },
  {
    ...{ what: 'overwrites Alice’s comment by its key', rule: '9', role: 'commenter' },
    make: (scene) =>
      scene.forger.seal({
        docId: commentsDocId(scene.spaceId),
        payload: structs(own(scene), {
          parent: 'comments',
          parentSub: `${deviceTag(scene.victim.deviceId).toString(16).padStart(8, '0')}:${itemKey}`,
        }),
      }),
    reason: 'writes into a key of another device',
  },
  {
    ...{ what: 'nests a type inside another’s comment', rule: '9', role: 'commenter' },
    make: (scene) =>
      scene.forger.seal({
        docId: commentsDocId(scene.spaceId),
        payload: structs(own(scene), {
          ref: 7,
          parent: { client: clientIdFor(deviceTag(scene.victim.deviceId), 1), clock: 0 },
        }),
      }),
    reason: 'nests inside another type',
  },
  {
    ...{ what: 'writes under the client id of Alice’s device', rule: '11' },
    make: ({ forger, victim }) =>
      forger.seal({ payload: structs(clientIdFor(deviceTag(victim.deviceId), 5), item) }),
    reason: 'written under the name of another device',
  },
  {
    ...{ what: 'sends 12,000 clients in one update', rule: '13' },
    make: ({ forger }) =>
      forger.seal({
        payload: craftUpdate({
          blocks: Array.from({ length: 12_000 }, (_, client) => ({ client, structs: [{}] })),
        }),
      }),
    reason: 'more than one client',
  },
  {
    ...{ what: 'sends more than 2,048 structs', rule: '36' },
    make: (scene) =>
      scene.forger.seal({
        payload: structs(own(scene), ...Array.from({ length: 2_049 }, () => item)),
      }),
    reason: 'too many structs',
  },
  {
    ...{ what: 'sends a V2 update', rule: '36' },
    make: (scene) => {
      const doc = new Y.Doc()
      doc.clientID = own(scene)
      doc.getMap('items').set(itemKey, message)
      return scene.forger.seal({ payload: Y.encodeStateAsUpdateV2(doc) })
    },
    reason: 'bytes left over',
  },
  {
    ...{ what: 'refers to its own future, on which Yjs throws', rule: '13' },
    make: (scene) => {
      const client = own(scene)
      const parent = { client, clock: 50 }
      return scene.forger.seal({ payload: structs(client, { parent, parentSub: 'x' }) })
    },
    reason: 'refers to its own future',
  },
  {
    ...{ what: 'hides a document inside a note', rule: '13' },
    make: (scene) =>
      scene.forger.seal({
        docId: bodyDocId(itemKey as never),
        payload: structs(own(scene), { ref: 9, parent: 'body' }),
      }),
    reason: 'content that does not belong here',
  },
  {
    ...{ what: 'begins with a clock that leaves a gap', rule: '15' },
    make: (scene) =>
      scene.forger.seal({
        payload: craftUpdate({ blocks: [{ client: own(scene), clock: 3, structs: [item] }] }),
      }),
    reason: 'clocks do not follow',
  },
]

test.each(attacks)(
  'rule $rule: whoever $what is refused, by name, and the others go on',
  async (attack) => {
    const { world, alice, spaceId, join, converge } = await gather(attack.what)
    const bob = await join('Bob', attack.role ?? 'editor')
    const carol = await join('Carol', 'editor')
    const { itemId } = await world.settle(alice.page.feed.post({ spaceId, text: 'true' }))
    await world.settle(alice.page.comments.add({ spaceId, itemId, text: 'also true' }))
    const before = await converge([alice, bob, carol], 2)

    const forger = createForger(bob, spaceId)
    const made = attack.make({ forger, spaceId, victim: identityOf(alice) })
    await forger.offer(...[made].flat())
    await world.until(async () => refusalsOf(alice).includes(attack.reason))
    await world.pass(20_000)

    // A good envelope may come before the forged one; that one never counts.
    expect((await linesOf(alice, spaceId)).filter((line) => line !== 'Bob: x')).toEqual(before)
    await world.settle(carol.page.feed.post({ spaceId, text: 'life goes on' }))
    await world.until(async () => (await linesOf(alice, spaceId)).includes('Carol: life goes on'))
  },
)
