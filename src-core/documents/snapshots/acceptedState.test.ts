import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { inOneTurn } from '../../base/steps.ts'
import { encodeState, loadDoc } from '../checkpoint.ts'
import { clientIdFor } from '../clientId.ts'
import { fillFromGone } from '../placeholder.ts'
import { acceptedState, checkState, isSameInSteps } from './index.ts'

const [ALICE, EVE] = [clientIdFor(7, 1), clientIdFor(9, 1)]

/** Eve is removed: two letters of hers never came, on which Alice built; `eve` letters of hers did. */
function filled(eve: number, isDeleted: boolean) {
  const whole = new Y.Doc()
  const updates: Uint8Array[] = []
  whole.on('update', (update: Uint8Array) => updates.push(update))
  whole.clientID = EVE
  for (let at = 0; at < eve + 2; at++) whole.getText('body').insert(at, 'e')
  const lost = updates.splice(eve)
  whole.clientID = ALICE
  whole.getText('body').insert(eve + 2, 'Alice')
  whole.getText('body').insert(0, 'A')
  whole.getText('body').delete(0, 1)
  expect(lost).toHaveLength(2)
  const doc = loadDoc(undefined, updates)
  // What came of hers was deleted: the emptiness begins there.
  if (isDeleted) doc.getText('body').delete(0, eve)
  fillFromGone(doc, (tag) => tag === 9)
  return doc
}

describe('the state that a snapshot is made of', () => {
  test.each([
    [0, false],
    [3, false],
    [3, true],
  ])('leaves out what stands for changes that never came (%i came, deleted: %s)', (eve, gone) => {
    const doc = filled(eve, gone)
    const check = (state: Uint8Array) =>
      checkState({ kind: 'body', state, isKnown: (tag) => tag === 7 || tag === 9 })
    expect(check(encodeState(doc)).ok).toBe(false)
    const state = acceptedState(doc, () => eve)
    expect(check(state)).toEqual({ ok: true, value: null })
    const again = loadDoc(state)
    expect(again.getText('body').toString()).toBe(doc.getText('body').toString())
    expect(Y.getState(again.store, EVE)).toBe(eve)
    expect(Y.getState(again.store, ALICE)).toBe(Y.getState(doc.store, ALICE))
  })

  test('is the state itself where nothing is missing', () => {
    const doc = loadDoc(undefined)
    doc.clientID = ALICE
    doc.getText('body').insert(0, 'Alice')
    expect(acceptedState(doc, () => 0)).toEqual(encodeState(doc))
    expect(
      inOneTurn(
        isSameInSteps(
          acceptedState(doc, () => 0),
          encodeState(doc),
        ),
      ),
    ).toBe(true)
  })
})
