import { beforeAll, describe, expect, test } from 'vitest'
import { ready } from '../../src-core/crypto/index.ts'
import { clientIdFor, loadDoc } from '../../src-core/documents/index.ts'
import { type Action, deviceTag } from '../../src-core/membership/index.ts'
import { type Parts, snapshotScene as scene } from './support/snapshotScene.ts'

beforeAll(ready)

/** Bob removes Eve, and Carol wrote behind words of hers that no longer count; the owner removed Bob meanwhile. */
async function untilLifted(seed: string) {
  const all = scene(seed)
  const { alice, bob, carol, eve, replica, give, plus, state, rows, cutoff } = all
  const byBob = plus(
    state,
    { type: 'remove', userId: eve.userId, cutoffs: cutoff(eve, rows, 4) },
    bob,
  )
  const undoing: Action = { type: 'remove', userId: bob.userId, cutoffs: [] }
  const byAlice = all.act(alice, state, undoing)
  const doc = loadDoc(undefined, all.typing(eve, 'evesdrop'))
  doc.clientID = clientIdFor(deviceTag(carol.deviceId), 1)
  const carols = all.chainOf(carol)
  doc.on('update', (update: Uint8Array) => carols.say(update))
  doc.getText('body').insert(8, '!')
  doc.getText('body').insert(0, '> ')
  const atAlice = replica(alice)
  await give(atAlice, eve, rows.slice(0, 4))
  atAlice.membership.add([byBob.entry])
  await give(atAlice, carol, carols.all)
  // What nobody will tell any more is filled: Carol does not wait for it.
  expect(all.textAt(atAlice)).toBe('> eves')
  const later = async (parts: Parts, text = '> evesdrop!') => {
    await give(parts, eve, rows)
    expect(parts.refused).toEqual([])
    expect(all.textAt(parts)).toBe(text)
  }
  return { ...all, atAlice, byAlice, later }
}

describe('rule 15: an end that does not count any more', () => {
  test('leaves room for what its device wrote behind it, where others had written behind that', async () => {
    const { atAlice, byAlice, later } = await untilLifted('lifted')
    atAlice.membership.add([byAlice.bytes])
    await later(atAlice)
  })

  test('does so where the document lay on disk meanwhile', async () => {
    const { alice, atAlice, byAlice, later, replica, docId, spaceId } =
      await untilLifted('lifted on disk')
    atAlice.documents.rebuild({ documents: new Set([docId]), adopt() {} })
    atAlice.close()
    // A crash between the entry and what follows from it.
    atAlice.storage.log.append(spaceId, byAlice.hash, byAlice.bytes)
    const again = replica(alice, atAlice.storage)
    await later(again)
  })
  test('does so where the document begins with a snapshot', async () => {
    const { atAlice, byAlice, later, clock, docId, inEffect } = await untilLifted('lifted beneath')
    expect(atAlice.documents.snapshot(docId, false)).toBe(true)
    atAlice.settle()
    await clock.settle(1000)
    expect(inEffect(atAlice)).toBe(1)
    atAlice.membership.add([byAlice.bytes])
    // What Carol wrote behind words that did not count went with them, and lies beneath it so.
    await later(atAlice, '> evesdrop')
  })
})
