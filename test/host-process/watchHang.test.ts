import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'

async function run(how: 'hang' | 'work') {
  const script = join(import.meta.dirname, 'standStill.ts')
  const child = spawn(process.execPath, [script, how])
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => {
      said += part
    })
  const [code, signal] = await once(child, 'close')
  return { code, signal, said }
}

it('rule 13: a process that stands still is ended, and says so', async () => {
  const { signal, said } = await run('hang')
  expect(signal).toBe('SIGKILL')
  expect(said).toContain('Foyer did not answer for a minute and was ended.')
})

it('one that works hard, with pauses, is left alone and ends by itself', async () => {
  expect(await run('work')).toMatchObject({ code: 0, signal: null, said: 'done\n' })
})
