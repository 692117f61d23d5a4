import { expect, test } from 'vitest'
import { parseRelayArguments } from './relayArguments.ts'

test('without arguments the relay stays on this computer with its limits on', () => {
  const expected = { host: '127.0.0.1', port: 4444, limits: 'on' }
  expect(parseRelayArguments([])).toEqual({ ok: true, value: expected })
})

test('both ways of writing an option are understood', () => {
  const expected = { host: '0.0.0.0', port: 0, limits: 'off' }
  const args = ['--host=0.0.0.0', '--port', '0', '--limits', 'off']
  expect(parseRelayArguments(args)).toEqual({ ok: true, value: expected })
})

test.each([
  [['--port', 'many'], '--port needs a number'],
  [['--port', '65536'], '--port needs a number'],
  [['--port', '-1'], '--port'],
  [['--port'], '--port'],
  [['--limits', 'maybe'], '--limits is on or off'],
  [['--host', ' '], '--host needs an address'],
  [['--verbose'], '--verbose'],
  [['4444'], '4444'],
])('%j is answered with a sentence', (args, part) => {
  const parsed = parseRelayArguments(args)
  expect(parsed.ok ? '' : parsed.error).toContain(part)
})
