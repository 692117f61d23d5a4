import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { FoyerError } from '../../src-core/base/errors.ts'
import { type DeviceId, type FileId, idToBytes, type SpaceId } from '../../src-core/base/ids.ts'
import { openAtRest } from '../../src-core/crypto/index.ts'
import {
  CHUNK_BYTES,
  clientIdFor,
  createFeed,
  type FileManifestWithSecrets,
  freshFileId,
  manifestFromBytes,
  manifestToBytes,
} from '../../src-core/documents/index.ts'
import { gather } from '../scenarios/support/gather.ts'
import { feedOf, type Person, type World } from '../scenarios/support/world.ts'
import { createForger } from './support/forger.ts'

const content = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 9)) % 251)

async function postFile(world: World, { page, host }: Person, spaceId: SpaceId, bytes: Uint8Array) {
  const { fileId } = await world.settle(
    page.files.begin({
      ...{ spaceId, name: 'plan.pdf', sizeBytes: bytes.length, mime: 'application/pdf' },
      ...{ picture: null, removed: [] },
    }),
  )
  host.files.putPiece(spaceId, fileId, 0, bytes)
  await world.settle(page.files.finish({ spaceId, fileId, text: '' }))
  return fileId
}
/** What Alice said of her file, as every reader of the Space has it. */
function manifestIn({ profile: { storage } }: Person, spaceId: SpaceId, fileId: FileId) {
  const dataKey = storage.spaces.list().find((row) => row.spaceId === spaceId)?.dataKey
  const sealed = storage.files.get(spaceId, fileId)?.sealedManifest
  const place = { kind: 'manifest', context: [idToBytes(fileId)] }
  const bytes = dataKey && sealed && openAtRest(dataKey, place, sealed)
  return manifestFromBytes(bytes ?? new Uint8Array()) as FileManifestWithSecrets
}
const stateOf = async (person: Person, spaceId: SpaceId) => {
  const [item] = await feedOf(person, spaceId)
  return item?.content.kind === 'file' ? item.content.file.transfer?.state : undefined
}

test('a chunk of a file that Bob has altered is never taken; the true one comes from Alice', async () => {
  const { world, alice, spaceId, join } = await gather('altered chunk')
  const bob = await join('Bob', 'editor')
  const carol = await join('Carol', 'viewer')
  await world.pass(2_000)
  carol.network.setOnline(false)
  const bytes = content(100_000)
  const fileId = await postFile(world, alice, spaceId, bytes)
  await world.until(async () => (await stateOf(bob, spaceId)) === 'complete')
  alice.network.setOnline(false)

  const { blobs } = bob.profile
  const read = blobs.read.bind(blobs)
  let served = 0
  blobs.read = (hash) => {
    served++
    return read(hash)?.map((byte) => byte ^ 1)
  }
  carol.network.setOnline(true)
  await world.until(async () => served > 0)
  await world.pass(5_000)
  expect(await stateOf(carol, spaceId)).not.toBe('complete')
  bob.network.setOnline(false)
  alice.network.setOnline(true)
  await world.until(async () => (await stateOf(carol, spaceId)) === 'complete')
  const whole = carol.host.files.readPiece(spaceId, fileId, 0, bytes.length)
  expect(Buffer.from(whole).equals(bytes)).toBe(true)
})

describe('a manifest that Eve makes', () => {
  /** Eve posts it as a file of her own; Carol, who was away, hears of it before she hears of Alice's. */
  async function forge(
    seed: string,
    changeBy: (tag: number) => (manifest: FileManifestWithSecrets) => FileManifestWithSecrets,
  ) {
    const { world, alice, spaceId, join } = await gather(seed)
    const eve = await join('Eve', 'editor')
    const carol = await join('Carol', 'viewer')
    await world.pass(2_000)
    carol.network.setOnline(false)
    // Chunks of one size, so that nothing but their places tells them apart.
    const bytes = content(2 * CHUNK_BYTES)
    const fileId = await postFile(world, alice, spaceId, bytes)
    await world.until(async () => (await stateOf(eve, spaceId)) === 'complete')
    alice.network.setOnline(false)
    const forger = createForger(eve, spaceId)
    const forged = changeBy(forger.tag)(manifestIn(eve, spaceId, fileId))
    const doc = new Y.Doc()
    doc.clientID = clientIdFor(forger.tag, 77)
    createFeed(doc).post({
      ...{ id: 'forgedxxxxxxxxxxxxxxxA' as never, kind: 'file', at: 1, text: 'forged' },
      manifest: new Uint8Array(manifestToBytes(forged)),
    })
    await forger.offer(forger.seal({ payload: Y.encodeStateAsUpdate(doc) }))
    return { world, alice, eve, carol, spaceId, fileId, bytes, forger }
  }
  const lies = (manifest: FileManifestWithSecrets) => {
    const { chunks } = manifest
    if (chunks.type !== 'inline') throw new Error('a list of hashes')
    return { ...manifest, chunks: { ...chunks, hashes: chunks.hashes.toReversed() } }
  }

  test('under the id of Alice’s file changes nothing of hers, whichever is heard of first', async () => {
    const { world, alice, eve, carol, spaceId, fileId, bytes, forger } = await forge(
      'foreign id',
      () => lies,
    )
    // Eve keeps to herself what Alice wrote.
    const { envelopes } = eve.profile.storage
    const ofDevice = envelopes.ofDevice.bind(envelopes)
    const ofAlice = createForger(alice, spaceId).identity.deviceId
    Object.assign(envelopes, {
      ofDevice: (space: SpaceId, device: DeviceId, from: number, count: number) =>
        device === ofAlice ? [] : ofDevice(space, device, from, count),
    })
    carol.network.setOnline(true)
    await world.pass(10_000)
    const evesChain = createForger(carol, spaceId).head(forger.identity.deviceId)
    expect(evesChain, 'Carol has heard of it').toEqual(forger.head())
    expect(await feedOf(carol, spaceId)).toEqual([])
    alice.network.setOnline(true)
    await world.until(async () => (await stateOf(carol, spaceId)) === 'complete')
    const whole = carol.host.files.readPiece(spaceId, fileId, 0, bytes.length)
    expect(Buffer.from(whole).equals(bytes)).toBe(true)
  })
  /** The same under an id of her own. */
  const owned = (tag: number, manifest: FileManifestWithSecrets) => ({
    ...manifest,
    fileId: freshFileId(tag, { bytes: (length) => new Uint8Array(length).fill(9) }),
  })

  test('with chunks in another order opens nowhere', async () => {
    const { world, alice, carol, spaceId } = await forge(
      'swapped chunks',
      (tag) => (manifest) => owned(tag, lies(manifest)),
    )
    for (const person of [alice, carol]) person.network.setOnline(true)
    const forged = async () => {
      const item = (await feedOf(carol, spaceId)).find(({ author }) => author.name === 'Eve')
      return item?.content.kind === 'file' ? item.content.file : undefined
    }
    await world.until(async () => (await forged())?.transfer?.state === 'complete')
    const { fileId, sizeBytes } = (await forged()) as NonNullable<
      Awaited<ReturnType<typeof forged>>
    >
    const read = () => carol.host.files.readPiece(spaceId, fileId, 0, sizeBytes)
    expect(read).toThrow(FoyerError)
  })

  test.each([
    'a size above 2 GiB',
    'chunks that do not add up to its size',
    'a name that is a path',
  ])('with %s is not shown', async (fault) => {
    const { world, alice, carol, spaceId } = await forge(fault, (tag) => (manifest) => ({
      ...owned(tag, manifest),
      ...(fault.includes('2 GiB') && { sizeBytes: 3 * 1024 ** 3 }),
      ...(fault.includes('add up') && { sizeBytes: 100 }),
      ...(fault.includes('path') && { name: '../../plan.pdf' }),
    }))
    for (const person of [alice, carol]) person.network.setOnline(true)
    await world.until(async () => (await stateOf(carol, spaceId)) === 'complete')
    await world.pass(5_000)
    const authors = (await feedOf(carol, spaceId)).map(({ author }) => author.name)
    expect(authors).toEqual(['Alice'])
  })
})
