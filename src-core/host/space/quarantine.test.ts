import { describe, expect, it } from 'vitest'
import type { DeviceId, DocId, SpaceId } from '../../base/ids.ts'
import { createMemoryStorage } from '../../ports/memory/index.ts'
import { createQuarantine } from './quarantine.ts'

const space = 'space' as SpaceId
const mark = { docId: 'note' as DocId, deviceId: 'eve' as DeviceId, seq: 7 }

/** A host that ends in the middle of applying leaves the mark behind. */
function endWhileApplying(storage: ReturnType<typeof createMemoryStorage>) {
  createQuarantine(space, storage)
  storage.envelopes.setApplying(space, mark)
}

describe('rule 13: an envelope whose applying ends the host', () => {
  it('is tried once more, one envelope at a time', () => {
    const storage = createMemoryStorage()
    endWhileApplying(storage)
    const quarantine = createQuarantine(space, storage)
    expect(quarantine.careful).toBe(true)
    expect(quarantine.holds(mark)).toBe(false)
    expect(storage.envelopes.applying(space)).toBeNull()
  })

  it('is held after the second time, for good, with all that its device writes there', () => {
    const storage = createMemoryStorage()
    endWhileApplying(storage)
    endWhileApplying(storage)
    expect(createQuarantine(space, storage).holds(mark)).toBe(true)
    const later = createQuarantine(space, storage)
    expect(later.careful).toBe(false)
    expect(later.holds({ ...mark })).toBe(true)
    expect(later.holds({ ...mark, docId: 'other' as DocId })).toBe(false)
    expect(later.holds({ ...mark, deviceId: 'bob' as DeviceId })).toBe(false)
  })

  it('leaves no mark when applying returns or throws', () => {
    const storage = createMemoryStorage()
    const quarantine = createQuarantine(space, storage)
    expect(quarantine.guard(mark, () => storage.envelopes.applying(space))).toEqual(mark)
    expect(storage.envelopes.applying(space)).toBeNull()
    const fail = () => {
      throw new Error('disk')
    }
    expect(() => quarantine.guard(mark, fail)).toThrow('disk')
    expect(createQuarantine(space, storage).careful).toBe(false)
  })
})
