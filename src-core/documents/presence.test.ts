import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { clientIdFor } from './clientId.ts'
import { MAX_PRESENCE_BYTES } from './limits.ts'
import { checkPresence } from './presence.ts'

const EVE = 0xe4e
function cursorOf(clientId: number, state: object = { cursor: 1 }) {
  const doc = new Y.Doc()
  doc.clientID = clientId
  const awareness = new Awareness(doc)
  awareness.setLocalState(state)
  const update = encodeAwarenessUpdate(awareness, [clientId])
  awareness.destroy()
  return update
}

describe('presence (rules 11 and 36)', () => {
  const eve = clientIdFor(EVE, 7)

  test('of one’s own cursor is accepted', () => {
    expect(checkPresence(cursorOf(eve), EVE)).toEqual({
      ok: true,
      value: [{ client: eve, clock: 1, state: { cursor: 1 } }],
    })
  })

  test('nobody moves the cursor of another', () => {
    expect(checkPresence(cursorOf(clientIdFor(EVE + 1, 7)), EVE)).toEqual({
      ok: false,
      error: 'written under the name of another device',
    })
  })

  test('over 4 KiB is refused', () => {
    const update = cursorOf(eve, { name: 'x'.repeat(MAX_PRESENCE_BYTES) })
    expect(checkPresence(update, EVE)).toEqual({ ok: false, error: 'too large' })
  })

  test('with something behind its end is refused', () => {
    const update = Uint8Array.of(...cursorOf(eve), 1)
    expect(checkPresence(update, EVE)).toEqual({ ok: false, error: 'bytes left over' })
  })

  test('garbage never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void checkPresence(bytes, EVE)),
    )
  })
})
