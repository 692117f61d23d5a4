import { beforeAll, describe, expect, it } from 'vitest'
import { fromHex } from '../../src-core/base/bytes.ts'
import type { DeviceId, EpochId, SpaceId, UserId } from '../../src-core/base/ids.ts'
import { boxKeysFromSeed, ready, signingKeysFromSeed } from '../../src-core/crypto/index.ts'
import { openEntry, openEpochs, replay } from '../../src-core/membership/index.ts'
import { kitKeyOf, kitKeys } from '../../src-core/membership/kit.ts'
import { plain, readVectors } from './files.ts'

beforeAll(ready)

type Hex = string
interface KitVectors {
  person: {
    seeds: { root: Hex }
    userId: UserId
    kit: { publicKey: Hex; secretKey: Hex }
  }
  entries: { bytes: Hex; entry: unknown }[]
  state: { spaceId: SpaceId; epochKeys: { epochId: EpochId; key: Hex }[] }
}

describe('frozen vectors: recovery kits in the log', () => {
  const { person, entries, state } = readVectors<KitVectors>('kits')
  const root = () => signingKeysFromSeed(fromHex(person.seeds.root))

  it('key of the kit, from the root key', () => {
    expect(plain(kitKeys(root()))).toEqual(person.kit)
    expect(plain(kitKeyOf(root().publicKey))).toBe(person.kit.publicKey)
  })

  it('ROTATE, ADMIT and ADD with boxes for kits', () => {
    for (const { bytes, entry } of entries) {
      const opened = openEntry(fromHex(bytes))
      const { spaceId, prev, author, at, action } = opened ?? {}
      expect(plain({ spaceId, prev, author, at, action })).toEqual(entry)
    }
  })

  it('keys that the kit alone opens', () => {
    const log = replay(
      state.spaceId,
      entries.slice(0, -2).map(({ bytes }) => fromHex(bytes)),
    )
    const { userId } = person
    const nobody = {
      deviceId: 'AAAAAAAAAAAAAAAAAAAAAA' as DeviceId,
      box: boxKeysFromSeed(new Uint8Array(32)),
    }
    expect(plain(openEpochs(log, { userId, root: root(), ...nobody }))).toEqual(state.epochKeys)
  })
})
