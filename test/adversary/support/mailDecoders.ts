import { encode, tryDecode } from '../../../src-core/base/codec.ts'
import { deriveKey, openAead, openSealed, sealAead, sign } from '../../../src-core/crypto/index.ts'
import { mailboxKey } from '../../../src-core/membership/index.ts'
import { letterParts } from '../../../src-core/sync/letters.ts'
import { linkSignal } from '../../../src-core/sync/linkSignalCodec.ts'
import {
  decodeMail,
  encodeMail,
  type Mail,
  openLogMail,
  openReceipt,
  sealLogMail,
  signReceipt,
} from '../../../src-core/sync/mail.ts'
import {
  decodeMailboxAnswer,
  decodeMailboxRequest,
  encodeMailboxAnswer,
  encodeMailboxRequest,
} from '../../../src-core/sync/mailboxFrames.ts'
import { boxToWrite, openItem, sealItem } from '../../../src-core/sync/mailboxItem.ts'
import type { createSealedCast } from '../../../src-core/testing/sealedCast.ts'
import type { Decoder } from './decoder.ts'

type Cast = ReturnType<typeof createSealedCast>
type LogOfMail = Mail & { type: 'log' }
type ReceiptOfMail = Mail & { type: 'receipt' }

const NOW = Date.UTC(2026, 0, 1)
const nothing = new Uint8Array()
const bytes = (byte: number, length = 32) => new Uint8Array(length).fill(byte)

/** What lies in a mailbox (rule 23), sealed by somebody who has the keys. */
export function mailDecoders({ alice, bob, epoch, random, spaceId }: Cast): Decoder[] {
  const key = mailboxKey(epoch)
  const box = boxToWrite(key, NOW)
  const sealKey = deriveKey(key, 'mailbox/seal')
  const head = { deviceId: bob.deviceId, seq: 7, hash: spaceId as string }
  const envelopes = encodeMail({ type: 'envelopes', envelopes: [bytes(3, 5), bytes(4, 6)] })
  const content = { entries: [bytes(1, 90), bytes(2, 70)], cards: [bytes(3, 20)] }
  const log = sealLogMail(content, [bob.box.publicKey], random) as LogOfMail
  const logKey = openSealed(bob.box, log.keys[0] as Uint8Array) as Uint8Array
  const receipt = signReceipt(alice, { spaceId, at: NOW, heads: [head] }) as ReceiptOfMail
  const item = sealItem(key, box, envelopes, random)
  const letters = letterParts(bytes(6, 300)).map(encodeMail)
  const certificateOf = () => alice.certificate

  return [
    {
      name: 'mail',
      good: [envelopes, encodeMail(log), encodeMail(receipt), ...letters],
      decode: decodeMail,
      again: encodeMail,
    },
    {
      name: 'log in a mail',
      good: [openAead(logKey, log.sealed, nothing) as Uint8Array],
      decode(plain) {
        const sealed = sealAead(logKey, plain, nothing, random)
        return openLogMail({ ...log, sealed }, bob.box)
      },
    },
    {
      name: 'receipt',
      good: [receipt.statement],
      decode(statement) {
        const signature = sign('mailbox-receipt', statement, alice.device)
        return openReceipt({ type: 'receipt', statement, signature }, certificateOf)
      },
    },
    {
      name: 'mailbox item',
      good: [openAead(sealKey, item, box.address) as Uint8Array],
      decode: (plain) => openItem(key, box, sealAead(sealKey, plain, box.address, random)),
    },
  ]
}

/** What is said with a relay about mailboxes, and what two devices say about their link. */
export function frameDecoders(): Decoder[] {
  const [address, item] = [bytes(1), bytes(2, 1024)]
  const page = { id: 9, generation: bytes(5, 8), last: true, items: [{ position: 3, bytes: item }] }
  return [
    {
      name: 'mailbox request',
      good: [
        encodeMailboxRequest({ type: 'put', id: 8, address, writeToken: bytes(3), item }),
        encodeMailboxRequest({ type: 'fetch', id: 9, address, after: 2 }),
      ],
      decode: decodeMailboxRequest,
      again: encodeMailboxRequest,
    },
    {
      name: 'mailbox answer',
      good: [
        encodeMailboxAnswer({ type: 'stored', id: 8, position: 3 }),
        encodeMailboxAnswer({ type: 'refused', id: 8, code: 'box-full' }),
        encodeMailboxAnswer({ type: 'page', ...page }),
      ],
      decode: decodeMailboxAnswer,
      again: encodeMailboxAnswer,
    },
    {
      name: 'link signal',
      good: [
        encode(linkSignal, { type: 'description', kind: 'offer', sdp: 'v=0\r\n' }),
        encode(linkSignal, {
          ...{ type: 'candidate', candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: null },
        }),
        encode(linkSignal, { type: 'candidate', candidate: '', sdpMid: null, sdpMLineIndex: 0 }),
      ],
      decode: (input) => tryDecode(linkSignal, input),
      again: (value) => encode(linkSignal, value),
    },
  ]
}
