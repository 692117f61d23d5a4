import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { ready } from '../crypto/index.ts'
import { createCastClock, createCastRandom } from '../testing/cast.ts'
import { identityOfRoot } from './index.ts'
import { KIT_WORDS, parseRecoveryWords, recoveryWords } from './recoveryWords.ts'

beforeAll(ready)

const seed = fc.uint8Array({ minLength: 32, maxLength: 32 })

describe('a recovery kit', () => {
  it('rule 33: has 18 words that lead back to the seed, however they are written', () => {
    fc.assert(
      fc.property(seed, (bytes) => {
        const words = recoveryWords(bytes)
        expect(words).toHaveLength(KIT_WORDS)
        for (const written of [
          words.join(' '),
          words.join('-').toUpperCase(),
          words.map((word, at) => `${at + 1}. ${word}`).join('\n'),
        ])
          expect(parseRecoveryWords(written)).toEqual({ type: 'seed', seed: bytes })
      }),
    )
  })

  it('is frozen: the words of a known seed', () => {
    expect(
      recoveryWords(Uint8Array.from({ length: 32 }, (_, i) => i)).join(' '),
    ).toMatchInlineSnapshot(
      `"babad bamag bibaj bimal boban bomar bubat bumaz dabid damig dibij dimil dobin domir dubit dumiz bikot tason"`,
    )
  })

  it('does not take a wrong word, two swapped ones, or a number of words that is not 18', () => {
    fc.assert(
      fc.property(seed, fc.nat(KIT_WORDS - 1), fc.nat(0xffff), (bytes, at, other) => {
        const words = recoveryWords(bytes)
        const wrong = recoveryWords(new Uint8Array(32).fill(other & 255))[at] as string
        if (wrong === words[at]) return
        expect(parseRecoveryWords(words.with(at, wrong).join(' '))).toEqual({
          ...{ type: 'wrong', places: [], count: KIT_WORDS },
        })
      }),
    )
    const words = recoveryWords(new Uint8Array(32).map((_, i) => i))
    const [first, second, ...rest] = words as [string, string, ...string[]]
    expect(parseRecoveryWords([second, first, ...rest].join(' ')).type).toBe('wrong')
    expect(parseRecoveryWords(words.slice(1).join(' '))).toEqual({
      ...{ type: 'wrong', places: [], count: 17 },
    })
    expect(parseRecoveryWords(words.with(3, 'hello').join(' '))).toEqual({
      ...{ type: 'wrong', places: [3], count: 18 },
    })
    expect(parseRecoveryWords('')).toEqual({ type: 'wrong', places: [], count: 0 })
  })

  it('rule 33: brings the same person back on a device with new keys', () => {
    const random = createCastRandom('kit')
    const root = random.bytes(32)
    const [one, two] = [0, 1].map(() => identityOfRoot(root, random, createCastClock()))
    expect(two?.userId).toBe(one?.userId)
    expect(two?.certificate.rootKey).toEqual(one?.certificate.rootKey)
    expect(two?.deviceId).not.toBe(one?.deviceId)
    expect(two?.certificate.boxKey).not.toEqual(one?.certificate.boxKey)
  })
})
