import * as Y from 'yjs'
import type { DeviceId, DocId, EntryHash, ItemId, SpaceId } from '../../../src-core/base/ids.ts'
import { clientIdFor, createFeed, feedDocId } from '../../../src-core/documents/index.ts'
import {
  decodeIdentity,
  deviceTag,
  type IdentityWithSecrets,
  openEpochs,
  parentFacts,
  replay,
} from '../../../src-core/membership/index.ts'
import { type SealedEnvelope, sealEnvelope } from '../../../src-core/sync/index.ts'
import type { Person } from '../../scenarios/support/world.ts'

type Content = Parameters<typeof sealEnvelope>[0]
type Forged = SealedEnvelope & {
  readonly docId: DocId
  readonly deviceId: DeviceId
  readonly seq: number
}

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) }

export function identityOf({ profile }: Person): IdentityWithSecrets {
  const identity = decodeIdentity(profile.storage.personal.profile()?.secrets ?? new Uint8Array())
  if (!identity) throw new Error('no identity on the disk')
  return identity
}

/**
 * What somebody with altered software can do: seal and sign anything with the own keys, and have the own
 * host offer it to everybody as if it had written it. `parent`: the Space that `spaceId` is a group of.
 */
export function createForger(person: Person, spaceId: SpaceId, parent?: SpaceId) {
  const { storage } = person.profile
  const identity = identityOf(person)
  const tag = deviceTag(identity.deviceId)
  const entriesOf = (id: SpaceId) => storage.log.list(id).map(({ bytes }) => bytes)
  const state = () =>
    replay(spaceId, entriesOf(spaceId), parent && parentFacts(replay(parent, entriesOf(parent))))
  const head = (of = identity.deviceId) =>
    storage.envelopes.heads(spaceId).find(({ deviceId }) => deviceId === of)
  /** The next place in a device's chain. */
  const after = (deviceId: DeviceId) => {
    const last = head(deviceId)
    return { seq: (last?.seq ?? 0) + 1, prev: last?.hash ?? null }
  }

  /** The next envelope of the own chain, with whatever is given instead of what is right. */
  function seal(content: Partial<Content> & { readonly payload: Uint8Array }): Forged {
    const now = state()
    const epoch = openEpochs(now, identity).find(({ epochId }) => epochId === now.currentEpoch)
    const whole = {
      identity,
      spaceId,
      docId: feedDocId(spaceId),
      epoch,
      ...after(identity.deviceId),
      logHeads: now.heads,
      kind: 'update',
      random,
      ...content,
    } as Content
    const { docId, seq } = whole
    return { ...sealEnvelope(whole), docId, seq, deviceId: whole.identity.deviceId }
  }
  const keep = (...forged: readonly Forged[]) =>
    storage.transaction(() => {
      for (const one of forged) storage.envelopes.append(spaceId, one)
    })

  let posts = 0
  /** A well-formed post of the own device, under a client id of its own. */
  function post(text: string, incarnation = 1000 + posts++): Uint8Array {
    const doc = new Y.Doc()
    doc.clientID = clientIdFor(tag, incarnation)
    const id = `${text.replace(/\W/g, '').padEnd(21, 'x').slice(0, 21)}A` as ItemId
    createFeed(doc).post({ id, kind: 'message', at: 1, text })
    return Y.encodeStateAsUpdate(doc)
  }

  return {
    identity,
    tag,
    state,
    head,
    after,
    seal,
    keep,
    post,
    /** Log heads of the founding: where everybody once stood. */
    founding: (): readonly EntryHash[] => [spaceId as string as EntryHash],
    /** Keeps and offers it: the host starts anew from the altered disk. */
    async offer(...forged: readonly Forged[]) {
      keep(...forged)
      await person.killAndRestart()
    },
  }
}

export const refusalsOf = ({ log }: Person): readonly string[] =>
  log.flatMap((line) => line.match(/^refused an envelope: (.*)/)?.[1] ?? [])
