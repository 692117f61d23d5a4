import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { FoyerError } from '../../../src-core/base/errors.ts'
import { createOutbox, MAX_IN_FLIGHT, MAX_UPDATE_BYTES } from './outbox.ts'

const update = (text: string): Uint8Array => {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, text)
  return Y.encodeStateAsUpdate(doc)
}

const full = () => new FoyerError('DISK_FULL')
const isPassing = (error: unknown) => error instanceof FoyerError && error.code === 'DISK_FULL'

/** A host whose answers the test gives by hand. */
function manualHost() {
  const calls: {
    readonly update: Uint8Array
    readonly index: number
    readonly answer: (error?: unknown) => void
  }[] = []
  const send = (sent: Uint8Array, index: number) =>
    new Promise<void>((resolve, reject) => {
      const answer = (error?: unknown) => (error ? reject(error) : resolve())
      calls.push({ update: sent, index, answer })
    })
  return { calls, send }
}
const turn = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms))

/** What a document holds to which these updates were applied. */
function textOf(updates: readonly { readonly update: Uint8Array }[]): string {
  const doc = new Y.Doc()
  for (const { update } of updates) Y.applyUpdate(doc, update)
  return doc.getText('t').toString()
}

/** Updates of one replica that types a letter at a time. */
function typed(letters: string): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (made: Uint8Array) => updates.push(made))
  for (const letter of letters) doc.getText('t').insert(doc.getText('t').length, letter)
  return updates
}

function openOutbox(host: ReturnType<typeof manualHost>) {
  const refused: unknown[] = []
  const onRefused = (error: unknown) => void refused.push(error)
  return { ...host, refused, outbox: createOutbox({ ...host, onRefused, isPassing, retryMs: 1 }) }
}

describe('outbox', () => {
  it('sends each update at once, numbered, while earlier ones are not on disk yet', async () => {
    const { calls, outbox } = openOutbox(manualHost())
    for (const update of typed('abc')) outbox.push(update)
    expect(calls.map(({ index }) => index)).toEqual([0, 1, 2])
    expect(textOf(calls)).toBe('abc')
    for (const { answer } of calls) answer()
    await outbox.drained()
    expect(outbox.busy).toBe(false)
  })

  it('sends together what is written while the host is far behind', async () => {
    const { calls, outbox } = openOutbox(manualHost())
    const letters = 'abcdefghijklmnopqrstuvwxyz'
    for (const update of typed(letters)) outbox.push(update)
    expect(calls).toHaveLength(MAX_IN_FLIGHT)
    calls[0]?.answer()
    await turn()
    expect(calls).toHaveLength(MAX_IN_FLIGHT + 1)
    expect(textOf(calls)).toBe(letters)
  })

  it('never puts more into one call than the contract allows', async () => {
    const { calls, outbox } = openOutbox(manualHost())
    for (let first = 0; first < MAX_IN_FLIGHT; first += 1) outbox.push(update('first'))
    for (const letter of ['x', 'y', 'z']) outbox.push(update(letter.repeat(150_000)))
    for (let index = 0; index < MAX_IN_FLIGHT + 3; index += 1) {
      calls[index]?.answer()
      await turn()
    }
    expect(calls).toHaveLength(MAX_IN_FLIGHT + 3)
    expect(Math.max(...calls.map((call) => call.update.length))).toBeLessThan(MAX_UPDATE_BYTES)
  })

  it('is busy until the last of several is on disk', async () => {
    const { calls, outbox } = openOutbox(manualHost())
    for (const update of typed('ab')) outbox.push(update)
    let drained = false
    void outbox.drained().then(() => {
      drained = true
    })
    calls[0]?.answer()
    await turn()
    expect([outbox.busy, drained]).toEqual([true, false])
    calls[1]?.answer()
    await turn()
    expect([outbox.busy, drained]).toEqual([false, true])
  })

  it('sends the one that failed and all after it again, in order, once each has been answered', async () => {
    const { calls, outbox } = openOutbox(manualHost())
    for (const update of typed('abcd')) outbox.push(update)
    calls[0]?.answer()
    calls[1]?.answer(full())
    calls[3]?.answer(full())
    await turn(10)
    expect(calls).toHaveLength(4)
    calls[2]?.answer(full())
    await turn(10)
    const again = calls.slice(4)
    expect(again[0]?.index).toBe(1)
    expect(textOf([...calls.slice(0, 1), ...again])).toBe('abcd')
    for (const { answer } of again) answer()
    await outbox.drained()
    expect(outbox.busy).toBe(false)
  })

  it('sends again what was said to be written behind one that was not', async () => {
    const { calls, outbox } = openOutbox(manualHost())
    for (const update of typed('abc')) outbox.push(update)
    calls[1]?.answer(full())
    await turn()
    calls[0]?.answer()
    calls[2]?.answer()
    await turn(10)
    expect(textOf([...calls.slice(0, 1), ...calls.slice(3)])).toBe('abc')
  })

  it('keeps what is written while the disk is full behind what failed', async () => {
    const { calls, outbox } = openOutbox(manualHost())
    const [a, b] = typed('ab')
    outbox.push(a as Uint8Array)
    calls[0]?.answer(full())
    await turn()
    outbox.push(b as Uint8Array)
    expect(calls).toHaveLength(1)
    await turn(10)
    expect(textOf(calls.slice(1))).toBe('ab')
  })

  it('drops what waited after a refusal and sends nothing more', async () => {
    const { calls, outbox, refused } = openOutbox(manualHost())
    for (const update of typed('ab')) outbox.push(update)
    calls[0]?.answer(new FoyerError('UPDATE_REFUSED'))
    await outbox.drained()
    calls[1]?.answer(full())
    outbox.push(update('c'))
    await turn(10)
    expect(refused).toHaveLength(1)
    expect(calls).toHaveLength(2)
  })
})
