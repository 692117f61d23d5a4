import { expect, test } from 'vitest'
import { relayState } from './facts.ts'

const relay = (status: 'connecting' | 'online' | 'offline') => ({
  url: '',
  status,
  embedded: false,
  operator: null,
  region: null,
  mailboxDays: null,
})

test('one relay that is online is enough', () => {
  expect(relayState([relay('offline'), relay('online')])).toBe('online')
  expect(relayState([relay('offline'), relay('connecting')])).toBe('connecting')
})

test('no relay is not the same as one that is not reachable', () => {
  expect(relayState([])).toBe('none')
  expect(relayState([relay('offline')])).toBe('offline')
})
