import { beforeAll, describe, expect, it } from 'vitest'
import { boxKeyOfSigningKey, ready, sealTo } from '../crypto/index.ts'
import { createCast } from '../testing/cast.ts'
import type { ActionOf } from './actions.ts'
import { rotate } from './create.ts'
import { openEntry } from './entry.ts'
import { mustRotate, openEpochs } from './epoch.ts'
import type { IdentityWithSecrets } from './identity.ts'

beforeAll(ready)

/** What a person has with nothing but the words of the kit: the root key, and a device that nobody knows. */
const kitOf = (
  { userId, root }: IdentityWithSecrets,
  stranger: IdentityWithSecrets,
): IdentityWithSecrets => ({ ...stranger, userId, root })

describe('rule 33: a recovery kit', () => {
  it('opens every epoch by itself: from the genesis, an admission and a rotation on', () => {
    const { alice, begin, join, person, plus, random, clock } = createCast('kit')
    const bob = person()
    const joined = join(begin, bob)
    const rotated = plus(joined, rotate(alice, joined, random, clock).entry)
    for (const state of [joined, rotated])
      for (const who of [alice, bob]) {
        const keys = openEpochs(state, kitOf(who, person()))
        expect(keys).toEqual(openEpochs(state, alice))
      }
    expect(openEpochs(rotated, kitOf(person(), person()))).toEqual([])
  })

  it('is given nothing where its person is a guest, or was removed', () => {
    const { alice, begin, join, person, plus, act, random, clock } = createCast('no kit')
    const [gus, eve] = [person(), person()]
    const visited = join(begin, gus, { role: 'guest', expiresAt: clock.at + 1_000_000 })
    expect(openEpochs(visited, kitOf(gus, person()))).toEqual([])
    expect(mustRotate(visited, clock.at)).toBe(false)
    const before = join(visited, eve)
    const removal = { type: 'remove', userId: eve.userId, cutoffs: [] } as const
    const removed = plus(before, act(alice, before, removal))
    const after = plus(removed, rotate(alice, removed, random, clock).entry)
    const own = openEpochs(before, eve).map(({ epochId }) => epochId)
    expect(openEpochs(after, kitOf(eve, person())).map(({ epochId }) => epochId)).toEqual(own)
  })

  it('rule 8: of somebody who was removed makes an epoch unwritable, as one that is missing does', () => {
    const { alice, begin, join, person, plus, act, random, clock } = createCast('smuggled')
    const [bob, eve] = [person(), person()]
    const before = join(join(begin, bob), eve)
    const removal = { type: 'remove', userId: eve.userId, cutoffs: [] } as const
    const removed = plus(before, act(alice, before, removal))
    const { entry, epoch } = rotate(alice, removed, random, clock)
    expect(mustRotate(plus(removed, entry), clock.at)).toBe(false)
    const action = openEntry(entry.bytes)?.action as ActionOf<'rotate'>
    const kitKey = boxKeyOfSigningKey(eve.certificate.rootKey) as Uint8Array
    const smuggled = { userId: eve.userId, sealed: sealTo(kitKey, epoch.key) }
    const kits = action.kits ?? []
    for (const given of [[...kits, smuggled], kits.slice(1), []]) {
      const state = plus(removed, act(bob, removed, { ...action, kits: given }))
      expect(state.epochs).toHaveLength(removed.epochs.length + 1)
      expect(mustRotate(state, clock.at)).toBe(true)
    }
  })
})
