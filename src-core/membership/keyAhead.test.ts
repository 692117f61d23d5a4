import { beforeAll, expect, test } from 'vitest'
import { inOneTurn } from '../base/steps.ts'
import { ready } from '../crypto/index.ts'
import { createCast } from '../testing/cast.ts'
import type { ActionOf } from './actions.ts'
import { boxKeysOfReaders, rotate } from './create.ts'
import { openEpochs } from './epoch.ts'
import { createKeyAhead, isSealedTo, sealAhead } from './keyAhead.ts'

beforeAll(ready)

test('a ROTATE carries the lockboxes that were sealed ahead, and makes those that are lacking', () => {
  const { alice, begin, clock, join, openAction, person, plus, random } = createCast('key ahead')
  const [bob, carol] = [person(), person()]
  const before = join(begin, bob)
  const ahead = createKeyAhead(random)
  const boxKeys = boxKeysOfReaders(before, clock.now())
  inOneTurn(sealAhead(ahead, boxKeys))
  expect(boxKeys).toHaveLength(4)
  const state = join(before, carol)
  expect(
    boxKeysOfReaders(state, clock.now()).filter((key) => !isSealedTo(ahead, key)),
  ).toHaveLength(2)
  const { entry, epoch } = rotate(alice, state, random, clock, undefined, ahead)
  expect(epoch.key).toEqual(ahead.key)
  const { lockboxes, kits } = openAction(entry) as ActionOf<'rotate'>
  const made = [...lockboxes, ...(kits ?? [])].map(({ sealed }) => sealed.join())
  for (const sealed of ahead.lockboxes.values()) expect(made).toContain(sealed.join())
  expect(made).toHaveLength(6)
  for (const who of [alice, bob, carol])
    expect(openEpochs(plus(state, entry), who).at(-1)).toEqual(epoch)
})
