import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fuzzRelay } from '../relay/hostile/fuzzRelay.ts'
import { type RelayUnderAttack, startRelayUnderAttack } from '../relay/support/relayUnderAttack.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-fuzz-'))
let relay: RelayUnderAttack
beforeAll(async () => {
  relay = await startRelayUnderAttack({ FOYER_RELAY_MAILBOX_FILE: join(folder, 'mailbox.sqlite') })
}, 60_000)
afterAll(async () => {
  await relay.stop()
  rmSync(folder, { recursive: true })
}, 60_000)

test('ten minutes of mutated frames, messages and requests leave the relay as it was', async () => {
  const minutes = Math.max(10, Number(process.env.FOYER_FUZZ_MINUTES ?? 10))
  const attacks = await fuzzRelay(relay, { ms: minutes * 60_000, seed: Date.now() })
  expect(attacks).toBeGreaterThan(10_000)
})
