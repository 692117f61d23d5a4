import type { DocId } from '../base/ids.ts'
import { idFromBytes } from '../base/ids.ts'
import {
  type EpochWithSecrets,
  type IdentityWithSecrets,
  linkPsk,
  openEpochs,
  signalKey,
  topicKey,
} from '../membership/index.ts'
import { type ScopeKeysWithSecrets, type SealedEnvelope, sealEnvelope } from '../sync/index.ts'
import { createCast } from './cast.ts'

export const SOME_DOCUMENT = idFromBytes<DocId>(new Uint8Array(16).fill(7))

/** Alice's Space with Bob and Carol in it, its epoch, and a hand for sealing envelopes. */
export function createSealedCast(seed: string) {
  const cast = createCast(seed)
  const { alice, spaceId, random } = cast
  const bob = cast.person()
  const carol = cast.person()
  const state = cast.join(cast.join(cast.begin, bob), carol)
  const epochs = openEpochs(state, alice)
  const epoch = epochs.at(-1) as EpochWithSecrets
  const keys: ScopeKeysWithSecrets = {
    topicKey: topicKey(epoch),
    signalKey: signalKey(epoch),
    psk: linkPsk(epoch),
  }

  const seal = (
    identity: IdentityWithSecrets,
    payload: Uint8Array,
    place: { readonly seq: number; readonly prev: string | null },
  ): SealedEnvelope =>
    sealEnvelope({
      ...place,
      identity,
      epoch,
      spaceId,
      docId: SOME_DOCUMENT,
      logHeads: state.heads,
      kind: 'update',
      payload,
      random,
    })

  /** `count` envelopes of one device, each following the one before. */
  const chain = (identity: IdentityWithSecrets, count: number): SealedEnvelope[] => {
    const all: SealedEnvelope[] = []
    for (let seq = 1; seq <= count; seq++)
      all.push(seal(identity, Uint8Array.of(seq & 255), { seq, prev: all.at(-1)?.hash ?? null }))
    return all
  }
  return { ...cast, bob, carol, state, epoch, keys, seal, chain }
}
