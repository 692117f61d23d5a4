import { expect, test } from 'vitest'
import { parseRelayEnvironment } from './relayEnvironment.ts'

test('without variables nothing is asked for and nobody is trusted', () => {
  expect(parseRelayEnvironment({})).toEqual({
    ok: true,
    value: { joinToken: undefined, origins: [], trustedProxies: [] },
  })
})

test('lists are separated by commas', () => {
  const variables = {
    FOYER_RELAY_JOIN_TOKEN: '0123456789abcdef',
    FOYER_RELAY_ORIGINS: 'https://rooms.example, http://127.0.0.1:4444,',
    FOYER_RELAY_TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8',
  }
  expect(parseRelayEnvironment(variables)).toEqual({
    ok: true,
    value: {
      joinToken: '0123456789abcdef',
      origins: ['https://rooms.example', 'http://127.0.0.1:4444'],
      trustedProxies: ['127.0.0.1', '10.0.0.0/8'],
    },
  })
})

test.each([
  [{ FOYER_RELAY_JOIN_TOKEN: 'short' }, 'at least 16 characters'],
  [{ FOYER_RELAY_JOIN_TOKEN: '' }, 'at least 16 characters'],
  [{ FOYER_RELAY_ORIGINS: 'rooms.example' }, 'not an origin'],
  [{ FOYER_RELAY_ORIGINS: 'https://rooms.example/' }, 'not an origin'],
  [{ FOYER_RELAY_TRUSTED_PROXIES: 'proxy' }, 'CIDR'],
])('%j is answered with a sentence', (variables, part) => {
  const parsed = parseRelayEnvironment(variables)
  expect(parsed.ok ? '' : parsed.error).toContain(part)
})
