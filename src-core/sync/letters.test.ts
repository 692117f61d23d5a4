import { beforeAll, describe, expect, it } from 'vitest'
import { equalBytes } from '../base/bytes.ts'
import { ready } from '../crypto/index.ts'
import { createCast } from '../testing/cast.ts'
import { joinLetter, letterKey, letterParts, MAX_LETTER_BYTES } from './letters.ts'
import { decodeMail, encodeMail } from './mail.ts'
import { MAX_MAIL_BYTES } from './mailboxItem.ts'

beforeAll(ready)

const content = (length: number) => new Uint8Array(length).map((_, at) => at % 251)

describe('a letter', () => {
  it.each([0, 1, 262_036, 262_037, 1_000_000, MAX_LETTER_BYTES])(
    'of %i bytes is the same after its way in items, in whatever order they come',
    (length) => {
      const parts = letterParts(content(length)).map((part) => {
        const encoded = encodeMail(part)
        expect(encoded.length).toBeLessThanOrEqual(MAX_MAIL_BYTES)
        const mail = decodeMail(encoded)
        if (mail?.type !== 'letter') throw new Error('no letter')
        return mail
      })
      const joined = joinLetter(parts.toReversed())
      expect(joined && equalBytes(joined, content(length))).toBe(true)
    },
  )

  it('is nothing while a part is missing, twice there, or another letter’s', () => {
    const parts = letterParts(content(600_000))
    const [one, two, three] = parts as [(typeof parts)[0], (typeof parts)[0], (typeof parts)[0]]
    expect(parts).toHaveLength(3)
    expect(joinLetter([])).toBeUndefined()
    expect(joinLetter([one, two])).toBeUndefined()
    expect(joinLetter([one, two, two])).toBeUndefined()
    expect(joinLetter([one, two, { ...three, count: 4 }])).toBeUndefined()
    expect(joinLetter([one, two, { ...three, content: content(9) }])).toBeUndefined()
    expect(() => letterParts(content(MAX_LETTER_BYTES + 1))).toThrow(RangeError)
  })

  it('has a key that both ends derive, another one for each way and Space, and nobody else any', () => {
    const cast = createCast('letters')
    const [alice, bob, eve] = [cast.alice, cast.person(), cast.person()]
    const way = { spaceId: cast.spaceId, from: alice.deviceId, to: bob.deviceId }
    const key = letterKey(alice.box, bob.box.publicKey, way)
    expect(letterKey(bob.box, alice.box.publicKey, way)).toEqual(key)
    const back = { ...way, from: bob.deviceId, to: alice.deviceId }
    const elsewhere = { ...way, spaceId: createCast('another').spaceId }
    const others = [
      letterKey(alice.box, bob.box.publicKey, back),
      letterKey(alice.box, bob.box.publicKey, elsewhere),
      letterKey(eve.box, bob.box.publicKey, way),
      letterKey(eve.box, alice.box.publicKey, way),
    ]
    for (const other of others) expect(other).not.toEqual(key)
    expect(letterKey(alice.box, new Uint8Array(32), way)).toBeUndefined()
  })
})
