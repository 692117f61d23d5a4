import { expect, test } from 'vitest'
import { runStep } from './step.ts'

const node = (script: string) => [process.execPath, '-e', script]

test('what a step prints beside another one is kept under its name, errors included', async () => {
  const script = `console.log('out'); console.error('err'); process.exit(3)`
  const { passed, output } = await runStep('behaviour', node(script), true)
  expect(passed).toBe(false)
  expect(output).toMatch(/^\n━━ behaviour ━+\n/)
  expect(output).toContain('out\n')
  expect(output).toContain('err\n')
})

test('a command that cannot be started has not passed, and says why', async () => {
  const { passed, output } = await runStep('nothing', ['/no/such/program'], true)
  expect(passed).toBe(false)
  expect(output).toContain('ENOENT')
})
