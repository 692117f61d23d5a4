import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type DeviceId, idFromBytes } from '../../src-core/base/ids.ts'
import { feedDoc } from '../../src-core/testing/suites/storageRows.ts'

let folder: string
let child: ChildProcess | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-hang-'))
})
afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** Runs a host until it hangs, kills it, and gives what it had said; `look`: it only says. */
async function run(look = false) {
  const started = spawn(
    process.execPath,
    [join(import.meta.dirname, 'hang.ts'), folder, ...(look ? ['look'] : [])],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  child = started
  let output = ''
  const closed = once(started, 'close')
  for await (const part of started.stdout) {
    output += part
    if (output.includes('hanging')) started.kill('SIGKILL')
  }
  await closed
  return JSON.parse(output.split('\n')[0] ?? '')
}

it('rule 13: a host killed twice while it hung at one envelope holds it and names its device', async () => {
  expect(await run()).toMatchObject({ held: false, list: [] })
  expect(await run()).toMatchObject({ held: false, list: [] })
  const deviceId = idFromBytes<DeviceId>(new Uint8Array(16).fill(2))
  const third = await run(true)
  expect(third).toMatchObject({ held: true, list: [{ docId: feedDoc, deviceId, seq: 7 }] })
})
