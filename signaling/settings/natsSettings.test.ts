import { expect, test } from 'vitest'
import { readSettings } from './readSettings.ts'

const read = (variables: Readonly<Record<string, string>>) =>
  readSettings({ variables, readSecret: () => 'secret' })
const problemsOf = (variables: Readonly<Record<string, string>>) => {
  const result = read(variables)
  return result.ok ? '' : result.error.join('\n')
}

test('a relay is alone unless it is told of NATS', () => {
  const result = read({})
  expect(result.ok && result.value.values.nats).toMatchObject({ servers: [], prefix: 'foyer' })
})

test('several servers and all ways to sign in can be given', () => {
  const result = read({
    FOYER_RELAY_NATS_SERVERS: 'nats://10.0.0.7:4222, tls://nats.example',
    FOYER_RELAY_NATS_USER: 'relay',
    FOYER_RELAY_NATS_PASSWORD_FILE: '/run/secrets/nats',
    FOYER_RELAY_MAILBOX_IN_NATS: 'on',
  })
  expect(result.ok && result.value.values).toMatchObject({
    nats: {
      servers: ['nats://10.0.0.7:4222', 'tls://nats.example'],
      user: 'relay',
      password: 'secret',
    },
    mailbox: { inNats: true },
  })
})

test.each([
  [{ FOYER_RELAY_NATS_SERVERS: 'http://10.0.0.7' }, 'nats://10.0.0.7:4222'],
  [{ FOYER_RELAY_NATS_PREFIX: 'a.*' }, 'letters, digits'],
  [{ FOYER_RELAY_NATS_USER: 'relay' }, 'go together'],
  [{ FOYER_RELAY_MAILBOX_IN_NATS: 'on' }, 'needs nats.servers'],
  [
    {
      FOYER_RELAY_MAILBOX_IN_NATS: 'on',
      FOYER_RELAY_MAILBOX_FILE: 'mailbox.sqlite',
      FOYER_RELAY_NATS_SERVERS: 'nats://10.0.0.7',
    },
    'exclude each other',
  ],
])('%j is answered with a sentence', (variables, sentence) => {
  expect(problemsOf(variables as Record<string, string>)).toContain(sentence)
})
