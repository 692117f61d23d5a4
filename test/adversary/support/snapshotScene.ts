import type { DocId, ItemId } from '../../../src-core/base/ids.ts'
import { idToBytes } from '../../../src-core/base/ids.ts'
import { bodyDocId, clientIdFor, encodeState, loadDoc } from '../../../src-core/documents/index.ts'
import { cutSnapshot, type Snapshot } from '../../../src-core/documents/snapshots/index.ts'
import {
  type Action,
  deviceTag,
  type EpochWithSecrets,
  entriesMissingFor,
  extend,
  type IdentityWithSecrets,
  type MembershipState,
  openEpochs,
} from '../../../src-core/membership/index.ts'
import type { Clock } from '../../../src-core/ports/index.ts'
import { type SealedEnvelope, sealEnvelope } from '../../../src-core/sync/index.ts'
import { createCast } from '../../../src-core/testing/cast.ts'
import { createSpaceParts } from '../../../src-core/testing/spaceParts.ts'
import { createVirtualClock } from '../../../src-core/testing/virtualClock.ts'

export type Parts = ReturnType<typeof createSpaceParts>
type Envelopes = readonly Pick<SealedEnvelope, 'bytes'>[]

export const NOTE = 'noteNoteNoteNoteNoteNA' as ItemId

/** Alice's Space with Bob as admin, Carol and Eve as editors; Eve typed `eve` into a note, one letter an envelope. */
export function snapshotScene(seed: string) {
  const docId: DocId = bodyDocId(NOTE)
  const cast = createCast(seed)
  const { alice, spaceId, random, act } = cast
  const [bob, carol, eve] = [cast.person(), cast.person(), cast.person()]
  const joined = [bob, carol, eve].reduce((space, who) => cast.join(space, who), cast.begin)
  const plus = (state: MembershipState, action: Action, by = alice) => {
    const entry = act(by, state, action)
    return { entry: entry.bytes, state: extend(state, [entry.bytes]) }
  }
  const admin: Action = { type: 'role', userId: bob.userId, role: 'admin', cutoffs: [] }
  const { state } = plus(joined, admin)
  const epoch = openEpochs(state, alice).at(-1) as EpochWithSecrets
  const clock = createVirtualClock(cast.clock.at)
  const log = entriesMissingFor(state, [])
  const replica = (
    identity: IdentityWithSecrets,
    storage?: Parts['storage'],
    ownClock: Clock = clock,
  ): Parts => {
    const kept = storage ? { storage } : {}
    const parts = createSpaceParts({ spaceId, identity, log, clock: ownClock, random, ...kept })
    parts.documents.body(NOTE)
    return parts
  }
  const chainOf = (who: IdentityWithSecrets, of = docId) => {
    const all: SealedEnvelope[] = []
    return {
      all,
      say(payload: Uint8Array, kind: 'update' | 'snapshot' = 'update', logHeads = state.heads) {
        const place = { seq: all.length + 1, prev: all.at(-1)?.hash ?? null }
        const content = {
          identity: who,
          spaceId,
          docId: of,
          epoch,
          logHeads,
          kind,
          payload,
          random,
        }
        const sealed = sealEnvelope({ ...content, ...place })
        all.push(sealed)
        return sealed
      },
    }
  }
  const typing = (who: IdentityWithSecrets, text: string) => {
    const doc = loadDoc(undefined)
    doc.clientID = clientIdFor(deviceTag(who.deviceId), 1)
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (const [index, letter] of [...text].entries()) doc.getText('body').insert(index, letter)
    return updates
  }
  async function give(to: Parts, from: IdentityWithSecrets, envelopes: Envelopes) {
    const received = to.inbox.receive(
      envelopes.map(({ bytes }) => bytes),
      from.deviceId,
    )
    await clock.settle(50)
    await received
  }
  const eves = chainOf(eve)
  for (const update of typing(eve, 'evesdrop')) eves.say(update)
  const stateOf = (updates: readonly Uint8Array[]) => encodeState(loadDoc(undefined, updates))
  const covered = (last: number, hash = eves.all[last - 1]?.hash ?? '') => [
    { deviceId: eve.deviceId, logHeads: [], runs: [{ first: 1, before: null, last, hash }] },
  ]
  const honest = (): Snapshot => ({
    ...{ generation: 1, parent: null, erases: false, covered: covered(8) },
    state: stateOf(typing(eve, 'evesdrop')),
  })
  /** In a chain of its own, of one part or more. */
  function signed(by: IdentityWithSecrets, change: Partial<Snapshot> = {}, heads = state.heads) {
    const chain = chainOf(by)
    for (const payload of cutSnapshot({ ...honest(), ...change })?.payloads ?? [])
      chain.say(payload, 'snapshot', heads)
    return chain.all
  }
  const textAt = (parts: Parts) => parts.documents.body(NOTE).getText('body').toString()
  const inEffect = (parts: Parts) => parts.snapshots.bases(docId).length
  const cutoff = (who: IdentityWithSecrets, chain: Envelopes, seq: number) => {
    const hash = (chain[seq - 1] as SealedEnvelope | undefined)?.hash
    return hash ? [{ deviceId: who.deviceId, seq, hash: idToBytes(hash as never) }] : []
  }
  return {
    ...{ ...cast, bob, carol, eve, state, plus, replica, chainOf, typing, give, eves, signed },
    ...{ honest, docId, clock, textAt, inEffect, cutoff, stateOf, covered, rows: eves.all, admin },
  }
}
