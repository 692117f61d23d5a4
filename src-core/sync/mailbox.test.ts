import { expect, test } from 'vitest'
import { boxKeysFromSeed, ready, signingKeysFromSeed } from '../crypto/index.ts'
import type { Random } from '../ports/index.ts'
import {
  decodeMail,
  encodeMail,
  openLogMail,
  openReceipt,
  sealLogMail,
  signReceipt,
} from './mail.ts'
import { boxesToRead, boxToWrite, MAX_MAIL_BYTES, openItem, sealItem } from './mailboxItem.ts'

await ready()

const DAY_MS = 86_400_000
const bytes = (byte: number, length = 32) => new Uint8Array(length).fill(byte)
let drawn = 0
const random: Random = { bytes: (length) => bytes(++drawn % 256, length) }
const key = bytes(7)
const box = boxToWrite(key, 0)

test('an item has one of five sizes, whatever is in it', () => {
  const sizeOf = (length: number) => sealItem(key, box, bytes(1, length), random).length / 1024
  expect([0, 900, 980, 981, 5_000, 60_000, MAX_MAIL_BYTES].map(sizeOf)).toEqual([
    1, 1, 1, 4, 16, 64, 256,
  ])
  expect(() => sizeOf(MAX_MAIL_BYTES + 1)).toThrow(RangeError)
})

test('an item opens with its key and at its address, and not when one bit is altered', () => {
  const item = sealItem(key, box, bytes(5, 100), random)
  expect(openItem(key, box, item)).toEqual(bytes(5, 100))
  expect(openItem(bytes(8), box, item)).toBeUndefined()
  expect(openItem(key, boxToWrite(key, 40 * DAY_MS), item)).toBeUndefined()
  for (const at of [0, 30, 500, item.length - 1]) {
    const altered = item.slice()
    altered[at] = (altered[at] ?? 0) ^ 1
    expect(openItem(key, box, altered)).toBeUndefined()
  }
})

test('a box has another address and token for each key and each 32 days, and neither tells the other', () => {
  const boxes = [box, boxToWrite(bytes(8), 0), boxToWrite(key, 32 * DAY_MS)]
  const secrets = boxes.flatMap(({ address, writeToken }) => [address, writeToken].map(String))
  expect(new Set(secrets).size).toBe(6)
  expect(boxToWrite(key, 31 * DAY_MS)).toEqual(box)
})

test.each([0, 1, 30, 31.5, 32, 32.5, 63])(
  'what was put up to 30 days before day %d, by a clock up to a day off, lies in a box that is read',
  (day) => {
    const now = (day + 320) * DAY_MS
    const read = new Set(boxesToRead(key, now).map(({ address }) => String(address)))
    for (const age of [-1, 0, 1, 15, 29, 30, 31])
      expect(read).toContain(String(boxToWrite(key, now - age * DAY_MS).address))
    expect(read.size).toBeLessThanOrEqual(3)
  },
)

test('what is no mail is refused', () => {
  const good = encodeMail({ type: 'envelopes', envelopes: [bytes(1, 10)] })
  expect(decodeMail(good)).toEqual({ type: 'envelopes', envelopes: [bytes(1, 10)] })
  for (const bad of [new Uint8Array(), good.subarray(1), bytes(9, 40), Uint8Array.of(...good, 0)])
    expect(decodeMail(bad)).toBeUndefined()
})

test('the log is read by the devices it is for and by nobody else', () => {
  const [alice, bob, eve] = [1, 2, 3].map((seed) => boxKeysFromSeed(bytes(seed)))
  if (!alice || !bob || !eve) throw new Error('no keys')
  const content = { entries: [bytes(4, 50)], cards: [bytes(5, 20)] }
  const mail = sealLogMail(content, [alice.publicKey, bob.publicKey], random)
  const arrived = decodeMail(encodeMail(mail))
  if (arrived?.type !== 'log') throw new Error('no log')
  expect(openLogMail(arrived, alice)).toEqual(content)
  expect(openLogMail(arrived, bob)).toEqual(content)
  expect(openLogMail(arrived, eve)).toBeUndefined()
})

test('a receipt counts when the device it names signed exactly that', () => {
  const device = signingKeysFromSeed(bytes(1))
  const deviceId = 'AAAAAAAAAAAAAAAAAAAAAA' as never
  const spaceId = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' as never
  const content = { spaceId, at: 5, heads: [{ deviceId, seq: 3, hash: spaceId as string }] }
  const mail = signReceipt({ deviceId, device }, content)
  if (mail.type !== 'receipt') throw new Error('no receipt')
  const known = () => ({ signKey: device.publicKey })
  expect(openReceipt(mail, known)).toEqual({ ...content, deviceId })
  expect(openReceipt(mail, () => undefined)).toBeUndefined()
  const others = () => ({ signKey: signingKeysFromSeed(bytes(2)).publicKey })
  expect(openReceipt(mail, others)).toBeUndefined()
  const altered = { ...mail, statement: mail.statement.map((byte, at) => (at === 60 ? 1 : byte)) }
  expect(openReceipt(altered, known)).toBeUndefined()
})
