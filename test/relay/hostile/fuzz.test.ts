import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RelayUnderAttack, startRelayUnderAttack } from '../support/relayUnderAttack.ts'
import { fuzzRelay } from './fuzzRelay.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-fuzz-'))
let relay: RelayUnderAttack
beforeAll(async () => {
  relay = await startRelayUnderAttack({ FOYER_RELAY_MAILBOX_FILE: join(folder, 'mailbox.sqlite') })
})
afterAll(async () => {
  await relay.stop()
  rmSync(folder, { recursive: true })
})

/** `npm test -- long` does the same for ten minutes. */
test('mutated frames, messages and requests leave the relay as it was', async () => {
  expect(await fuzzRelay(relay, { ms: 3_000, seed: 1 })).toBeGreaterThan(50)
})
