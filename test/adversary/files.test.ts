import { expect, test } from 'vitest'
import type { SpaceId } from '../../src-core/base/ids.ts'
import { gather } from '../scenarios/support/gather.ts'
import { feedOf, type Person, type World } from '../scenarios/support/world.ts'

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
