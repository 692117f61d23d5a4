import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { FoyerError } from '../../../src-core/base/errors.ts'
import { createOutbox, MAX_UPDATE_BYTES } from './outbox.ts'

const update = (text: string): Uint8Array => {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, text)
  return Y.encodeStateAsUpdate(doc)
}

/** A host whose answers the test gives by hand. */
function manualHost() {
  const calls: { update: Uint8Array; answer: (error?: unknown) => void }[] = []
  const send = (sent: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      calls.push({ update: sent, answer: (error) => (error ? reject(error) : resolve()) })
    })
  return { calls, send }
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('outbox', () => {
  it('sends one update at a time and what was written meanwhile together', async () => {
    const host = manualHost()
    const outbox = createOutbox({ send: host.send, onRefused: () => {}, isPassing: () => false })
    for (const text of ['a', 'b', 'c']) outbox.push(update(text))
    expect(host.calls).toHaveLength(1)
    host.calls[0]?.answer()
    await turn()
    expect(host.calls).toHaveLength(2)
    const doc = new Y.Doc()
    for (const call of host.calls) Y.applyUpdate(doc, call.update)
    expect([...doc.getText('t').toString()].sort()).toEqual(['a', 'b', 'c'])
    host.calls[1]?.answer()
    await outbox.drained()
    expect(outbox.busy).toBe(false)
  })

  it('never puts more into one call than the contract allows', async () => {
    const host = manualHost()
    const outbox = createOutbox({ send: host.send, onRefused: () => {}, isPassing: () => false })
    outbox.push(update('first'))
    for (const letter of ['x', 'y', 'z']) outbox.push(update(letter.repeat(150_000)))
    for (let index = 0; index < 4; index += 1) {
      host.calls[index]?.answer()
      await turn()
    }
    expect(host.calls).toHaveLength(4)
    expect(Math.max(...host.calls.map((call) => call.update.length))).toBeLessThan(MAX_UPDATE_BYTES)
  })

  it('sends the same bytes again after a full disk and keeps the order', async () => {
    const host = manualHost()
    const outbox = createOutbox({
      send: host.send,
      onRefused: () => {},
      isPassing: (error) => error instanceof FoyerError && error.code === 'DISK_FULL',
      retryMs: 1,
    })
    const first = update('kept')
    outbox.push(first)
    host.calls[0]?.answer(new FoyerError('DISK_FULL'))
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(host.calls[1]?.update).toEqual(first)
  })

  it('drops what waited after a refusal and sends nothing more', async () => {
    const host = manualHost()
    const refused: unknown[] = []
    const outbox = createOutbox({
      send: host.send,
      onRefused: (error) => refused.push(error),
      isPassing: () => false,
    })
    outbox.push(update('a'))
    outbox.push(update('b'))
    host.calls[0]?.answer(new FoyerError('UPDATE_REFUSED'))
    await outbox.drained()
    outbox.push(update('c'))
    await turn()
    expect(refused).toHaveLength(1)
    expect(host.calls).toHaveLength(1)
  })
})
