import { expect, test } from 'vitest'
import { describeSettings } from './describeSettings.ts'
import { readSettings, type SettingSources } from './readSettings.ts'

const read = (sources: Partial<SettingSources>) =>
  readSettings({
    variables: {},
    readSecret: (path) => {
      throw new Error(`there is no ${path}`)
    },
    ...sources,
  })
const fromFile = (text: string) => read({ file: { name: 'relay.json', text } })
const valuesOf = (result: ReturnType<typeof read>) => {
  if (!result.ok) throw new Error(result.error.join(' '))
  return result.value.values
}
const problemsOf = (result: ReturnType<typeof read>) => (result.ok ? '' : result.error.join('\n'))

test('without anything the relay stays on this computer, trusts nobody and keeps nothing', () => {
  const result = read({})
  expect(valuesOf(result)).toMatchObject({
    host: '127.0.0.1',
    port: 4444,
    joinToken: undefined,
    origins: [],
    trustedProxies: [],
    limits: { enforced: true, connections: 10_000 },
  })
  const text = result.ok ? describeSettings(result.value) : ''
  expect(text).toContain('make the relay keep: none')
  expect(text.match(/personal data kept: (?!none)/g)).toBeNull()
})

test('an option counts more than a variable, a variable more than the file', () => {
  const file = { name: 'relay.json', text: '{"host": "10.0.0.1", "port": 1, "drainSeconds": 0.5}' }
  const variables = { FOYER_RELAY_HOST: '10.0.0.2', FOYER_RELAY_PORT: '2' }
  const options = [{ path: 'port', raw: '3', name: '--port', from: '--port' }]
  expect(valuesOf(read({ file, variables, options }))).toMatchObject({
    host: '10.0.0.2',
    port: 3,
    drainSeconds: 0.5,
  })
})

test('the file may have comments and commas at the end, and texts that look like them', () => {
  const text = `{
    // where
    "host": "a//b", /* "port": 1, */
    "origins": ["https://rooms.example",],
  }`
  expect(valuesOf(fromFile(text))).toMatchObject({
    host: 'a//b',
    port: 4444,
    origins: ['https://rooms.example'],
  })
})

test('settings within settings have variables too, and lists are separated by commas', () => {
  const variables = {
    FOYER_RELAY_LIMITS_FRAMES_PER_SOCKET_PER_SECOND: '7.5',
    FOYER_RELAY_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,',
    PATH: '/bin',
  }
  expect(valuesOf(read({ variables }))).toMatchObject({
    trustedProxies: ['127.0.0.1', '10.0.0.0/8'],
    limits: { framesPerSocket: { perSecond: 7.5, burst: 400 } },
  })
})

test('a secret may lie in a file of its own, and is never shown', () => {
  const readSecret = (path: string) => `${path.slice(1)}-0123456789\n`
  const variable = read({ variables: { FOYER_RELAY_JOIN_TOKEN_FILE: '/secret' }, readSecret })
  expect(valuesOf(variable).joinToken).toBe('secret-0123456789')
  const file = { name: 'relay.json', text: '{"joinToken": {"file": "/secret"}}' }
  expect(valuesOf(read({ file, readSecret })).joinToken).toBe('secret-0123456789')
  expect(variable.ok && describeSettings(variable.value)).not.toContain('0123456789')
  expect(problemsOf(fromFile('{"joinToken": {"file": "/none"}}'))).toContain('"/none" cannot be')
  expect(problemsOf(fromFile('{"joinToken": "hunter2"}'))).not.toContain('hunter2')
})

test.each([
  ['{"prot": 1}', 'relay.json has the key "prot", which does not exist. The nearest is port.'],
  [
    '{"limits": {"conections": 1}}',
    '"limits.conections", which does not exist. The nearest is con',
  ],
  ['{"__proto__": {"host": "x"}}', '"__proto__", which does not exist.'],
  ['{"constructor": 1}', '"constructor", which does not exist.'],
  ['{"port": "4444"}', 'port needs a number from 0 to 65535 (relay.json): "4444".'],
  ['{"port": 70000}', 'port needs a number'],
  ['{"limits": []}', 'limits in relay.json needs an object'],
  ['[]', 'relay.json needs an object'],
  ['{"port": }', 'relay.json is not JSON'],
  ['{"origins": ["https://rooms.example/"]}', 'not an origin'],
  ['{"trustedProxies": ["proxy"]}', 'CIDR'],
])('the file %s is answered with a sentence', (text, sentence) => {
  expect(problemsOf(fromFile(text))).toContain(sentence)
})

test.each([
  [{ FOYER_RELAY_JOIN_TOKEN: 'short' }, 'FOYER_RELAY_JOIN_TOKEN needs at least 16 characters.'],
  [{ FOYER_RELAY_JOIN_TOKEN: '' }, 'at least 16 characters'],
  [{ FOYER_RELAY_JOIN_TOKEM: 'x' }, 'no variable FOYER_RELAY_JOIN_TOKEM. The nearest is FOYER_R'],
  [{ FOYER_RELAY_ORIGINS: 'rooms.example' }, 'not an origin'],
  [{ FOYER_RELAY_PORT: 'tcp://10.0.0.1:4444' }, 'FOYER_RELAY_PORT needs a number'],
  [{ FOYER_RELAY_LIMITS_ENFORCED: 'maybe' }, 'is on or off'],
])('the variables %j are answered with a sentence', (variables, sentence) => {
  expect(problemsOf(read({ variables }))).toContain(sentence)
})

test('all that is wrong is said at once', () => {
  const result = fromFile('{"port": -1, "host": "", "lmits": {}}')
  expect(result.ok ? [] : result.error).toHaveLength(3)
})
