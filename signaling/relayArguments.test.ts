import { expect, test } from 'vitest'
import { parseRelayArguments } from './relayArguments.ts'

const settingsOf = (...args: string[]) => {
  const parsed = parseRelayArguments(args)
  if (!parsed.ok) throw new Error(parsed.error)
  return Object.fromEntries(parsed.value.settings.map(({ path, raw }) => [path, raw]))
}

test('without arguments nothing is decided', () => {
  expect(settingsOf()).toEqual({})
})

test('both ways of writing an option are understood', () => {
  expect(settingsOf('--host=0.0.0.0', '--port', '0', '--limits', 'off')).toEqual({
    host: '0.0.0.0',
    port: '0',
    'limits.enforced': 'off',
  })
})

test('a file can be named and only checked', () => {
  const parsed = parseRelayArguments(['--config', 'relay.json', '--check-config'])
  expect(parsed).toMatchObject({ ok: true, value: { config: 'relay.json', checkConfig: true } })
})

test.each([
  [['--port'], '--port'],
  [['--config', ' '], '--config needs a file'],
  [['--verbose'], '--verbose'],
  [['4444'], '4444'],
])('%j is answered with a sentence', (args, part) => {
  const parsed = parseRelayArguments(args)
  expect(parsed.ok ? '' : parsed.error).toContain(part)
})
