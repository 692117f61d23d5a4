import { beforeAll, describe, expect, it } from 'vitest'
import { type DeviceId, type DocId, idFromBytes, type SpaceId } from '../../base/ids.ts'
import { ready } from '../../crypto/index.ts'
import { createMemoryStorage } from '../../ports/memory/index.ts'
import { createQuarantine } from './quarantine.ts'
import { createSealedNotes } from './sealedNotes.ts'

beforeAll(ready)

const spaceId = idFromBytes<SpaceId>(new Uint8Array(32).fill(1))
const deviceId = idFromBytes<DeviceId>(new Uint8Array(16).fill(2))
const bob = idFromBytes<DeviceId>(new Uint8Array(16).fill(3))
const mark = { docId: 'note' as DocId, deviceId, seq: 7 }
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) }

function openDisk() {
  const storage = createMemoryStorage()
  const dataKey = new Uint8Array(32)
  const start = () =>
    createQuarantine({
      ...{ spaceId, storage },
      notes: createSealedNotes({ spaceId, storage, dataKey, random, kind: 'suspect' }),
      clock: { now: () => 5 },
    })
  /** A host that ends in the middle of applying leaves the mark behind. */
  const endWhileApplying = () => {
    start()
    storage.envelopes.setApplying(spaceId, mark)
  }
  return { storage, start, endWhileApplying }
}

describe('rule 13: an envelope whose applying ends the host', () => {
  it('is tried once more, one envelope at a time', () => {
    const { storage, start, endWhileApplying } = openDisk()
    endWhileApplying()
    const quarantine = start()
    expect(quarantine.careful).toBe(true)
    expect(quarantine.holds(mark)).toBe(false)
    expect(storage.envelopes.applying(spaceId)).toBeNull()
  })

  it('is held after the second time with all that its device writes there, and named', () => {
    const { start, endWhileApplying } = openDisk()
    endWhileApplying()
    endWhileApplying()
    expect(start().list()).toEqual([{ ...mark, at: 5 }])
    const later = start()
    expect(later.careful).toBe(false)
    expect(later.holds({ ...mark })).toBe(true)
    expect(later.holds({ ...mark, docId: 'other' as DocId })).toBe(false)
    expect(later.holds({ ...mark, deviceId: bob })).toBe(false)
  })

  it('is applied again when a person says so, and held again if that ends the host once more', () => {
    const { start, endWhileApplying } = openDisk()
    endWhileApplying()
    endWhileApplying()
    start().retry(deviceId)
    expect([start().holds(mark), start().list()]).toEqual([false, []])
    endWhileApplying()
    expect(start().holds(mark)).toBe(true)
  })

  it('is never applied when a person drops it, and what follows it is', () => {
    const { start, endWhileApplying } = openDisk()
    endWhileApplying()
    endWhileApplying()
    start().drop(deviceId)
    const later = start()
    expect([later.holds(mark), later.isDropped(deviceId, 7)]).toEqual([false, true])
    expect(later.isDropped(deviceId, 8)).toBe(false)
  })

  it('spoils its document, held or left out: here it is not what others see', () => {
    const { storage, start, endWhileApplying } = openDisk()
    const [note, other] = [mark.docId, 'other' as DocId]
    storage.envelopes.append(spaceId, { ...mark, hash: 'hash', bytes: new Uint8Array(1) })
    endWhileApplying()
    expect(start().isSpoiled(note)).toBe(false)
    endWhileApplying()
    expect([start().isSpoiled(note), start().isSpoiled(other)]).toEqual([true, false])
    start().drop(deviceId)
    expect([start().isSpoiled(note), start().isSpoiled(other)]).toEqual([true, false])
  })

  it('leaves no mark when applying returns or throws', () => {
    const { storage, start } = openDisk()
    const quarantine = start()
    expect(quarantine.guard(mark, () => storage.envelopes.applying(spaceId))).toEqual(mark)
    expect(storage.envelopes.applying(spaceId)).toBeNull()
    const fail = () => {
      throw new Error('disk')
    }
    expect(() => quarantine.guard(mark, fail)).toThrow('disk')
    expect(start().careful).toBe(false)
  })
})
