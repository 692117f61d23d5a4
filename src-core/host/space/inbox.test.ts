import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { DocId } from '../../base/ids.ts'
import { ready } from '../../crypto/index.ts'
import { createMemoryStorage } from '../../ports/memory/index.ts'
import { sealEnvelope } from '../../sync/index.ts'
import { createCast } from '../../testing/cast.ts'
import { createVirtualClock } from '../../testing/virtualClock.ts'
import type { Aside } from './aside.ts'
import { createChains } from './chains.ts'
import { createInbox } from './inbox.ts'
import type { NamedBranches } from './namedBranches.ts'
import { createQuarantine } from './quarantine.ts'
import { createSealedNotes } from './sealedNotes.ts'
import type { Snapshots } from './snapshots.ts'
import type { SpaceDocuments } from './spaceDocuments.ts'
import { createSpaceMembership } from './spaceMembership.ts'
import type { Verdicts } from './verdicts.ts'

beforeAll(ready)

/** An inbox of Alice's Space, and envelopes of Carol, whom its log does not name: they are kept for later. */
function createScene(count: number) {
  const { alice, founded, spaceId, person, random } = createCast('inbox')
  const storage = createMemoryStorage()
  const clock = createVirtualClock()
  for (const { hash, bytes } of founded.entries) storage.log.append(spaceId, hash, bytes)
  const membership = createSpaceMembership({ spaceId, identity: alice, storage, clock, random })
  const inbox = createInbox({
    spaceId,
    storage,
    membership,
    clock,
    chains: createChains(spaceId, storage),
    quarantine: createQuarantine({
      ...{ spaceId, storage, clock },
      notes: createSealedNotes({
        ...{ spaceId, storage, random, kind: 'suspect' },
        dataKey: new Uint8Array(32),
      }),
    }),
    // Nothing of an unknown author gets as far as these.
    documents: {} as SpaceDocuments,
    verdicts: { lastSeq: () => undefined } as unknown as Verdicts,
    branches: { isSought: () => false, complete: () => [] } as unknown as NamedBranches,
    aside: {} as Aside,
    snapshots: {} as Snapshots,
    onRefused() {},
    onForked() {},
    onBranch() {},
  })
  const carol = person()
  let prev: string | null = null
  const envelopes = Array.from({ length: count }, (_, index) => {
    const sealed = sealEnvelope({
      identity: carol,
      spaceId,
      docId: 'AAAAAAAAAAAAAAAAAAAAAA' as DocId,
      epoch: founded.epoch,
      seq: index + 1,
      prev,
      logHeads: [],
      kind: 'update',
      payload: new Uint8Array(8),
      random,
    })
    prev = sealed.hash
    return sealed.bytes
  })
  const kept = () => storage.envelopes.held(spaceId).length
  return { inbox, clock, carol, envelopes, kept }
}

describe('an inbox', () => {
  it('keeps all that arrived before it answers', async () => {
    const { inbox, clock, carol, envelopes, kept } = createScene(450)
    const received = inbox.receive(envelopes, carol.deviceId)
    await clock.settle(10)
    await received
    expect(kept()).toBe(450)
  })

  // It looks at 200 at once; others have their turns then, and before it writes.
  it.each([1, 2])('that is closed in turn %i drops what arrived', async (turn) => {
    const { inbox, clock, carol, envelopes, kept } = createScene(450)
    const first = inbox.receive(envelopes.slice(0, 300), carol.deviceId)
    const second = inbox.receive(envelopes.slice(300), carol.deviceId)
    const othersTurn = () => vi.waitFor(() => expect(clock.pending).toBe(1))
    await othersTurn()
    for (let past = 1; past < turn; past++) {
      clock.advance(0)
      await othersTurn()
    }
    inbox.close()
    await clock.settle(10)
    await Promise.all([first, second])
    expect(kept()).toBe(0)
  })

  it('that is closed takes in nothing more', async () => {
    const { inbox, carol, envelopes, kept } = createScene(3)
    inbox.close()
    await inbox.receive(envelopes, carol.deviceId)
    expect(kept()).toBe(0)
  })
})
