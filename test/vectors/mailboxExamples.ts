import { mailboxKey } from '../../src-core/membership/index.ts'
import { letterKey, letterParts } from '../../src-core/sync/letters.ts'
import { encodeMail, signReceipt } from '../../src-core/sync/mail.ts'
import { encodeMailboxAnswer, encodeMailboxRequest } from '../../src-core/sync/mailboxFrames.ts'
import { boxToWrite, sealItem } from '../../src-core/sync/mailboxItem.ts'
import type { syncInputs } from './syncExamples.ts'

const bytes = (byte: number, length = 32) => new Uint8Array(length).fill(byte)
const NOW = Date.UTC(2026, 0, 1)

/** Every byte of an item and of its way to a relay and back. */
export function mailboxOf({ alice, bob }: ReturnType<typeof syncInputs>) {
  const key = mailboxKey({ epochId: 'unused' as never, key: bytes(1) })
  const box = boxToWrite(key, NOW)
  const random = { bytes: (length: number) => bytes(2, length) }
  const mail = encodeMail({ type: 'envelopes', envelopes: [bytes(3, 5), bytes(4, 6)] })
  const item = sealItem(key, box, mail, random)
  const spaceId = 'AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM' as never
  const head = { deviceId: bob.deviceId, seq: 7, hash: spaceId as string }
  const receipt = encodeMail(signReceipt(alice, { spaceId, at: NOW, heads: [head] }))
  const page = { id: 9, generation: bytes(5, 8), last: true, items: [{ position: 3, bytes: item }] }
  return {
    epochKey: bytes(1),
    now: NOW,
    mailboxKey: key,
    ...box,
    mail,
    item,
    receipt,
    put: encodeMailboxRequest({ type: 'put', id: 8, ...box, item }),
    fetch: encodeMailboxRequest({ type: 'fetch', id: 9, address: box.address, after: 2 }),
    stored: encodeMailboxAnswer({ type: 'stored', id: 8, position: 3 }),
    refused: encodeMailboxAnswer({ type: 'refused', id: 8, code: 'box-full' }),
    page: encodeMailboxAnswer({ type: 'page', ...page }),
  }
}

/** A letter of Alice's device to Bob's, and the box that only the two find. */
export function letterOf({ alice, bob, plain }: ReturnType<typeof syncInputs>) {
  const spaceId = 'AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM' as never
  const way = { spaceId, from: alice.deviceId, to: bob.deviceId }
  const key = letterKey(alice.box, bob.certificate.boxKey, way) ?? bytes(0)
  const box = boxToWrite(key, NOW)
  const content = bytes(9, 300)
  const [part] = letterParts(content).map(encodeMail)
  const random = { bytes: (length: number) => bytes(2, length) }
  return {
    ...{ alice: plain.alice, bob: plain.bob },
    ...{ space: spaceId as string, now: NOW, letterKey: key, ...box, content, mail: part },
    item: sealItem(key, box, part ?? bytes(0), random),
  }
}
