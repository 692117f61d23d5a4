import { describe, expect, test } from 'vitest'
import type { FileId, SpaceId } from '../../src-core/base/ids.ts'
import { gather } from './support/gather.ts'
import { feedOf, type Person, type World } from './support/world.ts'

const MIB = 1024 * 1024
const content = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 9)) % 251)

async function postFile(world: World, { page, host }: Person, spaceId: SpaceId, bytes: Uint8Array) {
  const { fileId, pieceBytes } = await world.settle(
    page.files.begin({
      spaceId,
      name: 'plan.pdf',
      sizeBytes: bytes.length,
      mime: 'application/pdf',
      picture: null,
      removed: [],
    }),
  )
  for (let at = 0; at < bytes.length; at += pieceBytes)
    host.files.putPiece(spaceId, fileId, at, bytes.subarray(at, at + pieceBytes))
  await world.settle(page.files.finish({ spaceId, fileId, text: '' }))
  return fileId
}

async function transferOf(person: Person, spaceId: SpaceId) {
  const [item] = await feedOf(person, spaceId)
  return item?.content.kind === 'file' ? item.content.file.transfer : undefined
}

function readAll({ host }: Person, spaceId: SpaceId, fileId: FileId): Uint8Array {
  const { sizeBytes } = host.files.describe(spaceId, fileId)
  const whole = new Uint8Array(sizeBytes)
  for (let at = 0; at < sizeBytes; at += MIB)
    whole.set(host.files.readPiece(spaceId, fileId, at, MIB), at)
  return whole
}

describe('a file', () => {
  test('arrives as it was sent', async () => {
    const { world, alice, spaceId, join } = await gather('file')
    const bob = await join('Bob', 'editor')
    const bytes = content(3 * MIB + 77)
    const fileId = await postFile(world, alice, spaceId, bytes)
    await world.until(async () => (await transferOf(bob, spaceId))?.state === 'complete')
    expect(Buffer.from(readAll(bob, spaceId, fileId)).equals(bytes)).toBe(true)
  })

  test('that was cut off goes on where it stopped, also after a kill', async () => {
    const { world, alice, spaceId, join } = await gather('resume')
    const bob = await join('Bob', 'editor')
    const bytes = content(20 * MIB)
    const fileId = await postFile(world, alice, spaceId, bytes)
    const have = async () => (await transferOf(bob, spaceId))?.haveBytes ?? 0
    await world.until(async () => (await have()) > 4 * MIB)

    bob.network.setOnline(false)
    await world.pass(5_000)
    const before = await have()
    expect(before).toBeLessThan(bytes.length)
    await bob.killAndRestart()
    expect(await have()).toBeGreaterThan(before - 2 * MIB)
    expect(await have()).toBeGreaterThan(0)

    await world.until(async () => (await transferOf(bob, spaceId))?.state === 'complete', 120_000)
    expect(Buffer.from(readAll(bob, spaceId, fileId)).equals(bytes)).toBe(true)
    expect([alice.log, bob.log]).toEqual([[], []])
  })

  test('of no bytes and of more than 2 GiB are refused with a reason', async () => {
    const { world, alice, spaceId } = await gather('sizes')
    const begin = (sizeBytes: number) =>
      world.settle(
        alice.page.files
          .begin({ spaceId, name: 'x', sizeBytes, mime: '', picture: null, removed: [] })
          .then(
            () => 'accepted',
            (error) => error.code,
          ),
      )
    expect(await begin(0)).toBe('FILE_EMPTY')
    expect(await begin(2 * 1024 * MIB + 1)).toBe('FILE_TOO_LARGE')
    expect(await begin(2 * 1024 * MIB)).toBe('accepted')
  })
})
