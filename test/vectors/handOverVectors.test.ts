import { beforeAll, describe, expect, it } from 'vitest'
import { fromHex } from '../../src-core/base/bytes.ts'
import type { DeviceId, SpaceId, UserId } from '../../src-core/base/ids.ts'
import { boxKeysFromSeed, ready } from '../../src-core/crypto/index.ts'
import { openEntry, openEpochs, replay } from '../../src-core/membership/index.ts'
import { plain, readVectors } from './files.ts'

beforeAll(ready)

interface HandOverVectors {
  phone: { userId: UserId; deviceId: DeviceId; box: string }
  entries: { bytes: string; entry: unknown }[]
  state: { spaceId: SpaceId; keysBefore: unknown; epochKeys: unknown }
}

describe('frozen vectors: keys made at the same time', () => {
  const { phone, entries, state } = readVectors<HandOverVectors>('handOver')
  const keysAfter = (count: number) => {
    const log = replay(
      state.spaceId,
      entries.slice(0, count).map(({ bytes }) => fromHex(bytes)),
    )
    const { userId, deviceId } = phone
    const box = boxKeysFromSeed(fromHex(phone.box))
    return plain(openEpochs(log, { userId, deviceId, box, root: null }))
  }

  it('ROTATE that wraps both', () => {
    for (const { bytes, entry } of entries) {
      const { spaceId, prev, author, at, action } = openEntry(fromHex(bytes)) ?? {}
      expect(plain({ spaceId, prev, author, at, action })).toEqual(entry)
    }
  })

  it('keys that a device opens which one of them was not sealed to, before and after', () => {
    expect(keysAfter(entries.length - 1)).toEqual(state.keysBefore)
    expect(keysAfter(entries.length)).toEqual(state.epochKeys)
    expect(state.keysBefore).toHaveLength(2)
    expect(state.epochKeys).toHaveLength(4)
  })
})
