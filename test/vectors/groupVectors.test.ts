import { beforeAll, describe, expect, test } from 'vitest'
import { fromHex } from '../../src-core/base/bytes.ts'
import { tryDecode } from '../../src-core/base/codec.ts'
import type { SpaceId } from '../../src-core/base/ids.ts'
import { ready } from '../../src-core/crypto/index.ts'
import { groupMessage } from '../../src-core/host/groups/groupExchange.ts'
import { openEntry, parentFacts, replay } from '../../src-core/membership/index.ts'
import { decodeMessage } from '../../src-core/sync/messages.ts'
import { plain, readVectors } from './files.ts'
import { shown } from './groupExamples.ts'

beforeAll(ready)

interface Entry {
  readonly hash: string
  readonly bytes: string
}
const vectors = readVectors<{
  space: Entry[]
  group: Entry[]
  alone: unknown
  before: unknown
  after: { spaceId: SpaceId; parent: SpaceId }
  message: string
}>('group')
const bytesOf = (entries: readonly Entry[]) => entries.map(({ bytes }) => fromHex(bytes))

describe('frozen vectors: a hidden group', () => {
  const { spaceId, parent } = vectors.after
  // The last entry of the Space is the removal.
  const facts = (count: number) =>
    parentFacts(replay(parent, bytesOf(vectors.space.slice(0, count))))
  const read = (count?: number) =>
    plain(
      shown(
        replay(spaceId, bytesOf(vectors.group), count === undefined ? undefined : facts(count)),
      ),
    )

  test('is nothing without its Space, and reads with it as it was written', () => {
    expect(read()).toEqual(vectors.alone)
    expect(read(vectors.space.length - 1)).toEqual(vectors.before)
    expect(read(vectors.space.length)).toEqual(vectors.after)
  })

  test('is handed over with its log and no cards', () => {
    const received = decodeMessage(fromHex(vectors.message))
    if (received.type !== 'known' || received.message.type !== 'group') throw new Error('unknown')
    const said = tryDecode(groupMessage, received.message.bytes)
    const group = said?.type === 'group' ? said.group : undefined
    expect(group).toMatchObject({ spaceId, name: 'Offer', enamel: 'moss', cards: [] })
    const hashes = group?.entries.map((bytes) => openEntry(bytes)?.hash)
    expect(hashes).toEqual(vectors.group.slice(0, -1).map(({ hash }) => hash))
  })
})
