import { beforeAll, expect, it, vi } from 'vitest'
import { ready } from '../crypto/index.ts'
import { createCast } from '../testing/cast.ts'
import { createHandshake } from './handshake.ts'

beforeAll(ready)

/** Every secret of the key agreement, as it was handed out. */
const secrets: Uint8Array[] = vi.hoisted(() => [])
vi.mock('../crypto/box.ts', async (original) => {
  const box = await original<typeof import('../crypto/box.ts')>()
  return {
    ...box,
    boxKeysFromSeed(seed: Uint8Array) {
      const keys = box.boxKeysFromSeed(seed)
      secrets.push(seed, keys.secretKey)
      return keys
    },
    agree(secretKey: Uint8Array, publicKey: Uint8Array) {
      const shared = box.agree(secretKey, publicKey)
      if (shared) secrets.push(shared)
      return shared
    },
  }
})

it('rule 20: nothing of the key agreement is left in memory once both have the keys of the link', () => {
  const { alice, person, random } = createCast('wiping')
  const bob = person()
  secrets.length = 0
  const side = (initiator: boolean) =>
    createHandshake({
      ...{ initiator, purpose: 'space', psk: new Uint8Array(32).fill(7), random },
      identity: initiator ? alice : bob,
      localFingerprint: (initiator ? '11' : '22').repeat(32),
      remoteFingerprint: (initiator ? '22' : '11').repeat(32),
      verifyPeer: () => true,
    })
  const [one, other] = [side(true), side(false)]
  const reply = other.step(one.start() as Uint8Array).send as Uint8Array
  const finished = one.step(reply)
  expect(finished.done).toBeDefined()
  expect(other.step(finished.send as Uint8Array).done).toBeDefined()
  expect(secrets).toHaveLength(6)
  for (const secret of secrets) expect(secret.every((byte) => byte === 0)).toBe(true)
})
