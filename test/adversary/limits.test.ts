import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { SpaceId } from '../../src-core/base/ids.ts'
import type { SpaceView } from '../../src-core/bridge/contract.ts'
import { clientIdFor, encodeCursors, feedDocId } from '../../src-core/documents/index.ts'
import { deviceTag } from '../../src-core/membership/index.ts'
import { createMemoryProfile } from '../../src-core/ports/memory/index.ts'
import { craftUpdate } from '../../src-core/testing/craftUpdate.ts'
import { gather } from '../scenarios/support/gather.ts'
import { openNote } from '../scenarios/support/openNote.ts'
import { linesOf, type Person } from '../scenarios/support/world.ts'
import { createForger, identityOf } from './support/forger.ts'

const viewOf = ({ page }: Person, spaceId: SpaceId): Promise<SpaceView> =>
  new Promise((resolve) => {
    const stop = page.spaces.view({ spaceId }, (view) => {
      resolve(view)
      setImmediate(() => stop())
    })
  })
const noticesOf = async (person: Person, spaceId: SpaceId) =>
  (await viewOf(person, spaceId)).notices

async function aliceAndBob(seed: string) {
  const gathering = await gather(seed)
  const { world, alice, spaceId, join, converge } = gathering
  const bob = await join('Bob', 'editor')
  await world.settle(alice.page.feed.post({ spaceId, text: 'true' }))
  await converge([alice, bob], 1)
  return { ...gathering, bob }
}

describe('rule 13: an envelope at which Alice’s host ended twice', () => {
  async function held(seed: string) {
    const scene = await aliceAndBob(seed)
    const { world, alice, bob, spaceId } = scene
    const { deviceId } = identityOf(bob)
    const { envelopes } = alice.profile.storage
    const seq = (envelopes.heads(spaceId).find((head) => head.deviceId === deviceId)?.seq ?? 0) + 1
    for (let end = 0; end < 2; end++) {
      // What a host that was ended in the middle of applying leaves behind.
      envelopes.setApplying(spaceId, { docId: feedDocId(spaceId), deviceId, seq })
      await alice.killAndRestart()
    }
    await world.settle(bob.page.feed.post({ spaceId, text: 'hangs' }))
    await world.settle(bob.page.feed.post({ spaceId, text: 'follows' }))
    await world.pass(30_000)
    expect(await linesOf(alice, spaceId)).toEqual(['Alice: true'])
    expect(await noticesOf(alice, spaceId)).toMatchObject([
      { kind: 'quarantined', person: { name: 'Bob' }, deviceId, self: false },
    ])
    return { ...scene, deviceId }
  }

  test('is held and named; tried again, nothing was lost', async () => {
    const { world, alice, spaceId, deviceId } = await held('tried again')
    await world.settle(alice.page.spaces.retryQuarantined({ spaceId, deviceId }))
    await world.pass(30_000)
    expect(await linesOf(alice, spaceId)).toEqual(['Alice: true', 'Bob: hangs', 'Bob: follows'])
    expect(await noticesOf(alice, spaceId)).toEqual([])
  })

  test('is dropped when a person says so, and what follows it is not', async () => {
    const { world, alice, spaceId, deviceId } = await held('dropped')
    await world.settle(alice.page.spaces.dropQuarantined({ spaceId, deviceId }))
    await world.pass(30_000)
    expect(await linesOf(alice, spaceId)).toEqual(['Alice: true', 'Bob: follows'])
    // It was signed, and left out because Alice said so.
    expect((await viewOf(alice, spaceId)).sync.kind).toBe('upToDate')
    await alice.killAndRestart()
    expect(await linesOf(alice, spaceId)).toEqual(['Alice: true', 'Bob: follows'])
  })
})

test('rule 36: what waits for structs that never come is bounded, and others go on', async () => {
  const { world, alice, bob, spaceId, join } = await aliceAndBob('pending')
  const forger = createForger(bob, spaceId)
  const nobody = clientIdFor(forger.tag, 5)
  let before = forger.after(forger.identity.deviceId)
  const bomb = Array.from({ length: 12 }, (_, i) => {
    const forged = forger.seal({
      ...before,
      payload: craftUpdate({
        blocks: [
          {
            client: clientIdFor(forger.tag, 100 + i),
            structs: [{ origin: { client: nobody, clock: 7 }, content: ['x'.repeat(200_000)] }],
          },
        ],
      }),
    })
    before = { seq: forged.seq + 1, prev: forged.hash }
    return forged
  })
  await forger.offer(...bomb)
  await world.pass(60_000)
  const { envelopes } = alice.profile.storage
  const taken = envelopes
    .heads(spaceId)
    .find(({ deviceId }) => deviceId === forger.identity.deviceId)
  expect((taken?.seq ?? 0) - (bomb[0]?.seq ?? 0)).toBeLessThan(7)
  const carol = await join('Carol', 'viewer')
  await world.settle(alice.page.feed.post({ spaceId, text: 'life goes on' }))
  await world.until(async () => (await linesOf(carol, spaceId)).includes('Alice: life goes on'))
})

describe('rule 11: presence', () => {
  test('moves nobody else’s cursor', async () => {
    const { world, alice, bob, spaceId, converge } = await aliceAndBob('cursor')
    const { itemId } = await world.settle(alice.page.feed.createNote({ spaceId, title: 'Plan' }))
    await converge([alice, bob], 2)
    const seen: Uint8Array[] = []
    const note = openNote(bob, spaceId, itemId)
    const stop = alice.page.bodies.open({ spaceId, itemId }, (event) => {
      if (event.type === 'presence') seen.push(event.update)
    })
    await world.until(async () => note.isOpen())
    const cursor = (client: number) => {
      const doc = new Y.Doc()
      doc.clientID = client
      // One client, clock 1, and a state, as y-protocols writes it.
      const state = JSON.stringify({ user: { name: 'Alice' } })
      const varint = (value: number): number[] =>
        value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]
      return new Uint8Array([
        ...[1, ...varint(client), 1, ...varint(state.length)],
        ...new TextEncoder().encode(state),
      ])
    }
    const victim = clientIdFor(deviceTag(identityOf(alice).deviceId), 1)
    await world.settle(
      bob.page.bodies.presence({ spaceId, itemId, update: cursor(victim) }).catch(() => undefined),
    )
    await world.pass(2_000)
    expect(seen).toEqual([])
    await world.settle(
      bob.page.bodies.presence({ spaceId, itemId, update: cursor(note.doc.clientID) }),
    )
    await world.until(async () => seen.length === 1)
    // Bob's cursor says Bob, whatever its state claimed.
    expect(new TextDecoder().decode(seen[0])).toContain('Bob')
    expect(new TextDecoder().decode(seen[0])).not.toContain('Alice')
    note.close()
    stop()
  })
})

test('rule 14: presence leaves nothing on a disk', async () => {
  const { world, alice, bob, spaceId, join, converge } = await aliceAndBob('presence')
  const disk = createMemoryProfile()
  const carol = await join('Carol', 'editor', undefined, disk.storage)
  const { itemId } = await world.settle(alice.page.feed.createNote({ spaceId, title: 'Plan' }))
  await converge([alice, bob, carol], 2)
  const [alices, carols] = [alice, carol].map((one) => openNote(one, spaceId, itemId))
  let seen = 0
  const stop = carol.page.bodies.open({ spaceId, itemId }, ({ type }) => {
    if (type === 'presence') seen++
  })
  await world.pass(30_000)
  const written: string[] = []
  // How far others are is written down every now and then, whatever they say.
  disk.onCommit((changes) => {
    for (const { place } of changes) if (!place.includes('confirmed')) written.push(place.join())
  })
  const client = alices?.doc.clientID ?? 0
  for (let clock = 1; clock <= 20; clock++) {
    const end = { item: { client, clock } }
    const update = encodeCursors([{ client, clock, state: { cursor: { anchor: end, head: end } } }])
    await world.settle(alice.page.bodies.presence({ spaceId, itemId, update }))
    await world.settle(alice.page.spaces.presence({ spaceId, itemId, here: clock % 2 === 0 }))
    await world.pass(100)
  }
  await world.pass(30_000)
  expect(seen).toBeGreaterThan(10)
  expect(written).toEqual([])
  alices?.close()
  carols?.close()
  stop()
})
