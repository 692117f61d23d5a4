import { beforeAll, expect, it } from 'vitest'
import type { DeviceId } from '../../base/ids.ts'
import { ready } from '../../crypto/index.ts'
import { createRefusals, type Refusal } from './refusals.ts'

beforeAll(ready)

const eve: Refusal = { device: 'eve' as DeviceId, reason: 'signature', signed: false }

it('an envelope is refused once, by however many ways it comes', () => {
  const told: Refusal[] = []
  const refused = createRefusals((refusal) => void told.push(refusal))
  refused(eve, new Uint8Array([1]))
  refused({ ...eve, device: 'bob' as DeviceId }, new Uint8Array([1]))
  refused(eve, new Uint8Array([2]))
  expect(told).toEqual([eve, eve])
})

it('who sends thousands does not fill the memory', () => {
  let told = 0
  const refused = createRefusals(() => void told++)
  for (let at = 0; at < 3000; at++) refused(eve, new Uint8Array([at >> 8, at & 255]))
  expect(told).toBe(1000)
})
