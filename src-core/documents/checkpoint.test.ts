import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { applyAll, encodeState, isOverPending, loadDoc, pendingBytes } from './checkpoint.ts'
import { MAX_PENDING_BYTES } from './limits.ts'

function updatesOf(work: (doc: Y.Doc) => void): Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = 1
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  work(doc)
  return updates
}

test('a checkpoint and the updates since give the same document as all updates', () => {
  const updates = updatesOf((doc) => {
    for (let i = 0; i < 20; i++) doc.getText('t').insert(i, String.fromCharCode(97 + i))
  })
  const checkpoint = encodeState(loadDoc(undefined, updates.slice(0, 12)))
  const doc = loadDoc(checkpoint, updates.slice(10))
  expect(doc.getText('t').toString()).toBe('abcdefghijklmnopqrst')
})

test('listeners are told once for many updates', () => {
  const doc = new Y.Doc()
  let told = 0
  doc.on('afterTransaction', () => {
    told++
  })
  applyAll(
    doc,
    updatesOf((source) => {
      for (const n of [1, 2, 3]) source.getMap('m').set(`${n}`, n)
    }),
  )
  expect([told, doc.getMap('m').size]).toEqual([1, 3])
})

test('what waits for something missing is counted against 1 MiB (rule 36)', () => {
  const [, second] = updatesOf((doc) => {
    doc.getText('t').insert(0, 'a')
    doc.getText('t').insert(1, 'x'.repeat(MAX_PENDING_BYTES))
  })
  const doc = loadDoc(undefined, [])
  expect([pendingBytes(doc), isOverPending(doc)]).toEqual([0, false])
  applyAll(doc, [second as Uint8Array])
  expect(isOverPending(doc)).toBe(true)
})
