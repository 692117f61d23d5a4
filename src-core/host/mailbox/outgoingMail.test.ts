import { beforeAll, describe, expect, it } from 'vitest'
import { ready } from '../../crypto/index.ts'
import { mailboxKey } from '../../membership/index.ts'
import type { EnvelopeRow } from '../../ports/index.ts'
import { createMemoryStorage } from '../../ports/memory/index.ts'
import { encodeStub } from '../../sync/index.ts'
import { decodeMail } from '../../sync/mail.ts'
import { openItem } from '../../sync/mailboxItem.ts'
import { createSealedCast, SOME_DOCUMENT } from '../../testing/sealedCast.ts'
import { createMailBook } from './mailBook.ts'
import type { MailContext } from './mailContext.ts'
import { createOutgoingMail } from './outgoingMail.ts'

beforeAll(ready)

const RELAY = { url: 'ws://relay.example', days: 30 }

/** Alice’s mail for those who are away: of what she wrote all but the last two went beneath a snapshot. */
function mail(stubs: number, count: number) {
  const { alice, bob, state, epoch, chain, spaceId, random, clock } = createSealedCast('outgoing')
  const { deviceId } = alice
  const all = chain(alice, count)
  const rows = all.map(({ bytes, hash }, index): EnvelopeRow => {
    const place = { docId: SOME_DOCUMENT, deviceId, seq: index + 1, hash }
    return { ...place, bytes }
  })
  const last = rows[stubs - 1]
  const stub = last && { ...last, firstSeq: 1, before: null, logHeads: [] }
  const kept = [
    ...(stub ? [{ ...last, firstSeq: 1, bytes: encodeStub(stub) }] : []),
    ...rows.slice(stubs),
  ]
  const put: { readonly address: Uint8Array; readonly item: Uint8Array }[] = []
  const storage = createMemoryStorage()
  const book = createMailBook(spaceId, storage, { ...clock, after: () => () => {} })
  const context = {
    ...{ spaceId, identity: alice, storage, clock, random, book },
    membership: {
      state: () => state,
      epochs: () => [epoch],
      ended: () => null,
      present: () => [{ devices: [deviceId, bob.deviceId] }],
    },
    chains: {
      frontiers: () => [{ deviceId, seq: count, hash: rows.at(-1)?.hash ?? '' }],
      told: (_: unknown, from: number, limit: number) =>
        kept.filter(({ seq }) => seq >= from).slice(0, limit),
    },
    sync: { peer: () => ({ connected: false, heads: [] }) },
    mailboxes: {
      async put(_url: string, { address }: { address: Uint8Array }, item: Uint8Array) {
        put.push({ address, item })
        return 'stored'
      },
    },
    isClosed: () => false,
  }
  book.change(RELAY.url, { log: state.heads.join() })
  const opened = () =>
    put.flatMap(({ address, item }) => {
      const encoded = openItem(mailboxKey(epoch), { address }, item)
      const said = encoded && decodeMail(encoded)
      return said?.type === 'envelopes' ? said.envelopes : []
    })
  return { all, book, put, opened, outgoing: createOutgoingMail(context as unknown as MailContext) }
}

describe('rule 16: into a mailbox', () => {
  it('no stub is put: who lacks what went is given that when they meet somebody', async () => {
    const { all, book, put, opened, outgoing } = mail(5, 7)
    expect(await outgoing.putAll(RELAY)).toBe('done')
    expect(put).toHaveLength(1)
    expect(opened()).toEqual(all.slice(5).map(({ bytes }) => bytes))
    const kept = (from: number) => book.keptUntil([RELAY.url], from, 7)
    expect(kept(6)).toBeGreaterThan(0)
    // Nobody is told that the relay has it.
    expect(kept(5)).toBeNull()
  })

  it('nothing is put where all of it went, and it is not tried again', async () => {
    const { book, put, outgoing } = mail(7, 7)
    expect(await outgoing.putAll(RELAY)).toBe('done')
    expect(put).toEqual([])
    expect(await outgoing.putAll(RELAY)).toBe('done')
    expect(put).toEqual([])
    expect(book.keptUntil([RELAY.url], 1, 7)).toBeNull()
  })
})
