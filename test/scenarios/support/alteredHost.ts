import type { DocId, SpaceId } from '../../../src-core/base/ids.ts'
import {
  decodeIdentity,
  deviceTag,
  openEpochs,
  replay,
} from '../../../src-core/membership/index.ts'
import { sealEnvelope } from '../../../src-core/sync/index.ts'
import type { Person } from './world.ts'

/**
 * What somebody with altered software can do: put a properly signed, sealed and numbered envelope with
 * any content on the own disk, from where the own host offers it to everybody.
 */
export async function smuggle(
  person: Person,
  spaceId: SpaceId,
  make: (own: { readonly tag: number }) => { readonly docId: DocId; readonly payload: Uint8Array },
): Promise<void> {
  const { storage } = person.profile
  const identity = decodeIdentity(storage.personal.profile()?.secrets ?? new Uint8Array())
  if (!identity) throw new Error('no identity on the disk')
  const entries = storage.log.list(spaceId).map(({ bytes }) => bytes)
  const state = replay(spaceId, entries)
  const [epoch] = openEpochs(state, identity)
  if (!epoch) throw new Error('no key on the disk')
  const head = storage.envelopes
    .heads(spaceId)
    .find(({ deviceId }) => deviceId === identity.deviceId)
  const seq = (head?.seq ?? 0) + 1
  const { docId, payload } = make({ tag: deviceTag(identity.deviceId) })
  const sealed = sealEnvelope({
    identity,
    spaceId,
    docId,
    epoch,
    seq,
    prev: head?.hash ?? null,
    logHeads: state.heads,
    kind: 'update',
    payload,
    random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
  } as Parameters<typeof sealEnvelope>[0])
  storage.envelopes.append(spaceId, { docId, deviceId: identity.deviceId, seq, ...sealed })
  await person.killAndRestart()
}
