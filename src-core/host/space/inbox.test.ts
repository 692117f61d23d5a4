import { beforeAll, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import {
  type DeviceId,
  type DocId,
  type ItemId,
  idFromBytes,
  type SpaceId,
} from '../../base/ids.ts'
import { ready } from '../../crypto/index.ts'
import { bodyDocId, clientIdFor } from '../../documents/index.ts'
import {
  deviceTag,
  type EpochWithSecrets,
  entriesMissingFor,
  type IdentityWithSecrets,
  type MembershipState,
  openEpochs,
} from '../../membership/index.ts'
import { createMemoryStorage } from '../../ports/memory/index.ts'
import { sealEnvelope } from '../../sync/index.ts'
import { createCast } from '../../testing/cast.ts'
import { createSpaceParts } from '../../testing/spaceParts.ts'
import { createVirtualClock, type VirtualClock } from '../../testing/virtualClock.ts'
import type { Aside } from './aside.ts'
import { createChains } from './chains.ts'
import { createInbox, type Inbox } from './inbox.ts'
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

  it('takes in turns what has waited for its author, however much it is', async () => {
    const { alice, begin, join, person, spaceId, random } = createCast('in turns')
    const bob = person()
    const joined = join(begin, bob)
    const virtual = createVirtualClock()
    let spent = 0
    const turns: number[] = []
    const clock = {
      ...virtual,
      // Each look at it tells that a millisecond has gone by, as if judging had taken it.
      now: () => virtual.now() + spent++,
      after(ms: number, run: () => void) {
        return virtual.after(ms, () => {
          turns.push(seqOfBob())
          run()
        })
      },
    }
    const log = entriesMissingFor(begin, [])
    const parts = createSpaceParts({ spaceId, identity: alice, log, clock, random })
    const { inbox, membership, chains } = parts
    const seqOfBob = () => chains.head(bob.deviceId)?.seq ?? 0
    await receiveInTurns(virtual, inbox, typedBy(bob, joined, spaceId, 100), bob.deviceId)
    expect(seqOfBob()).toBe(0)

    membership.append(entriesMissingFor(joined, begin.heads))
    const released = inbox.retryHeld()
    while (seqOfBob() < 100) await virtual.settle(0)
    await released
    const taken = [...turns, 100].map((seq, at, all) => seq - (all[at - 1] ?? 0))
    expect(Math.max(...taken)).toBeLessThan(50)
    parts.close()
  })
})

async function receiveInTurns(
  clock: VirtualClock,
  inbox: Inbox,
  batch: readonly Uint8Array[],
  from: DeviceId,
) {
  let isDone = false
  const done = inbox.receive(batch, from).then(() => {
    isDone = true
  })
  while (!isDone) await clock.settle(0)
  await done
}

/** Each letter of a note, sealed by itself. */
function typedBy(
  who: IdentityWithSecrets,
  state: MembershipState,
  spaceId: SpaceId,
  count: number,
) {
  const docId = bodyDocId(idFromBytes<ItemId>(new Uint8Array(16).fill(5)))
  const [epoch] = openEpochs(state, who).slice(-1) as [EpochWithSecrets]
  const doc = new Y.Doc()
  doc.clientID = clientIdFor(deviceTag(who.deviceId), 1)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let at = 0; at < count; at++) doc.getText('body').insert(at, 'a')
  const { random } = createCast('typed')
  let prev: string | null = null
  return updates.map((payload, index) => {
    const sealed = sealEnvelope({
      ...{ identity: who, spaceId, docId, epoch, logHeads: state.heads, random },
      ...{ seq: index + 1, prev, kind: 'update', payload },
    })
    prev = sealed.hash
    return sealed.bytes
  })
}
