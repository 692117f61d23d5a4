import { expect, test } from 'vitest'
import {
  MAX_TOPIC_LENGTH,
  parseRelayMessage,
  parseRelayRequest,
  UNDISCLOSED_CLIENTS,
  writeRelayedPublish,
  writeRelayRequest,
} from './relayProtocol.ts'

const value = (text: string) => {
  const parsed = parseRelayRequest(text)
  return parsed.ok ? parsed.value : parsed.error
}

test.each([
  '{"type":"subscribe","topics":["a","b"]}',
  '{"type":"unsubscribe","topics":[]}',
  '{"type":"publish","topic":"a","data":{"type":"announce","from":"id"}}',
  '{"type":"publish","topic":"a","data":null}',
  '{"type":"ping"}',
])('%s is understood and written back the same', (text) => {
  const parsed = parseRelayRequest(text)
  expect(parsed.ok && writeRelayRequest(parsed.value)).toBe(text)
})

test('keys that the protocol does not name are dropped', () => {
  expect(value('{"type":"ping","clients":7,"__proto__":{"polluted":true}}')).toEqual({
    type: 'ping',
  })
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('a frame of an unknown type is told apart from a broken one', () => {
  expect(value('{"type":"mailbox"}')).toBe('unknown-type')
  expect(value('{"type":"publish"}')).toBe('not-a-frame')
  expect(value('{"type":7}')).toBe('not-a-frame')
  expect(value('{}')).toBe('not-a-frame')
  expect(value('null')).toBe('not-a-frame')
  expect(value('[]')).toBe('not-a-frame')
  expect(value('{')).toBe('not-json')
})

test('a topic has at least one and at most 256 characters', () => {
  const subscribe = (topic: unknown) =>
    value(JSON.stringify({ type: 'subscribe', topics: [topic] }))
  expect(subscribe('x'.repeat(MAX_TOPIC_LENGTH))).toMatchObject({ type: 'subscribe' })
  expect(subscribe('x'.repeat(MAX_TOPIC_LENGTH + 1))).toBe('not-a-frame')
  expect(subscribe('')).toBe('not-a-frame')
  expect(subscribe(1)).toBe('not-a-frame')
})

test('a relayed publish reads as a message and tells no number of subscribers', () => {
  const text = writeRelayedPublish('a', 'data')
  expect(JSON.parse(text)).toEqual({
    type: 'publish',
    topic: 'a',
    data: 'data',
    clients: UNDISCLOSED_CLIENTS,
  })
  expect(parseRelayMessage(text)).toEqual({
    ok: true,
    value: { type: 'publish', topic: 'a', data: 'data' },
  })
})

test('data that is nested too deeply to be written throws a RangeError', () => {
  const deep = JSON.parse(`${'['.repeat(60_000)}${']'.repeat(60_000)}`)
  expect(() => writeRelayedPublish('a', deep)).toThrow(RangeError)
})
