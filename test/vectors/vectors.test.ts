import { createPublicKey, verify as verifyWithNode } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { concatBytes, fromHex, toHex, utf8 } from '../../src-core/base/bytes.ts'
import type { DeviceId, DocId, EpochId, SpaceId, UserId } from '../../src-core/base/ids.ts'
import {
  agree,
  boxKeysFromSeed,
  contentHash,
  deriveKey,
  hash,
  hashId,
  openSealed,
  ready,
  sealAead,
  sign,
  signingKeysFromSeed,
} from '../../src-core/crypto/index.ts'
import { sealEntry } from '../../src-core/membership/entry.ts'
import {
  type CardFields,
  commitKey,
  contentKey,
  createCard,
  createIdentity,
  createJoinRequest,
  decodeIdentity,
  deviceTag,
  encodeCard,
  encodeIdentity,
  encodeJoinRequest,
  formatLink,
  invitationSecrets,
  linkPsk,
  openEntry,
  openEpochs,
  parseLink,
  replay,
  signalKey,
  topicKey,
} from '../../src-core/membership/index.ts'
import { plain, readVectors } from './files.ts'

beforeAll(ready)

type Hex = string
interface Person {
  seeds: { root: Hex; device: Hex; box: Hex }
  userId: UserId
  deviceId: DeviceId
  createdAt: number
}

/** The same person again, from the ids and seeds in the order in which they are drawn. */
function identityOf({ seeds, userId, deviceId, createdAt }: Person) {
  const id = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
  const drawn = [id(userId), id(deviceId), ...[seeds.root, seeds.device, seeds.box].map(fromHex)]
  const random = { bytes: () => drawn.shift() as Uint8Array }
  return createIdentity(random, { now: () => createdAt })
}

/** Ed25519 of another implementation, over u8 length ‖ label ‖ message. */
function nodeVerifies(label: string, message: Uint8Array, signature: Uint8Array, key: Uint8Array) {
  const name = utf8(`foyer/v1/${label}`)
  const spki = concatBytes(fromHex('302a300506032b6570032100'), key)
  const publicKey = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  return verifyWithNode(
    null,
    concatBytes(Uint8Array.of(name.length), name, message),
    publicKey,
    signature,
  )
}

describe('frozen vectors: crypto', () => {
  const vectors = readVectors<{
    hash: { parts: Hex[]; hash: Hex }[]
    contentHash: { content: Hex; hex: Hex; id: string }[]
    deriveKey: { key: Hex; label: string; context: Hex[]; derived: Hex }[]
    sign: { seed: Hex; publicKey: Hex; label: string; message: Hex; signature: Hex }[]
    aead: { key: Hex; nonce: Hex; associated: Hex; plaintext: Hex; sealed: Hex }[]
    box: { seed: Hex; publicKey: Hex; secretKey: Hex }[]
    agree: { secretKey: Hex; publicKey: Hex; shared: Hex }[]
    seal: { seed: Hex; plaintext: Hex; sealed: Hex }[]
  }>('crypto')

  it.each(vectors.hash)('hash of $parts', ({ parts, hash: expected }) => {
    expect(toHex(hash(...parts.map(fromHex)))).toBe(expected)
  })
  it.each(vectors.contentHash)('content hash of $content', ({ content, hex, id }) => {
    expect([contentHash(fromHex(content)), hashId(fromHex(content))]).toEqual([hex, id])
  })
  it.each(vectors.deriveKey)('key derived as $label', ({ key, label, context, derived }) => {
    expect(toHex(deriveKey(fromHex(key), label, ...context.map(fromHex)))).toBe(derived)
  })
  it.each(vectors.sign)('signature as $label, also of another implementation', (one) => {
    const keys = signingKeysFromSeed(fromHex(one.seed))
    const message = fromHex(one.message)
    expect(toHex(keys.publicKey)).toBe(one.publicKey)
    expect(toHex(sign(one.label, message, keys))).toBe(one.signature)
    expect(nodeVerifies(one.label, message, fromHex(one.signature), keys.publicKey)).toBe(true)
  })
  it.each(vectors.aead)('sealed under $key', ({ key, nonce, associated, plaintext, sealed }) => {
    const random = { bytes: () => fromHex(nonce) }
    const [k, p, a] = [fromHex(key), fromHex(plaintext), fromHex(associated)] as const
    expect(toHex(sealAead(k, p, a, random))).toBe(sealed)
  })
  it.each(vectors.box)('box keys from $seed', ({ seed, ...keys }) => {
    expect(plain(boxKeysFromSeed(fromHex(seed)))).toEqual(keys)
  })
  it.each(vectors.agree)('agreement with $publicKey', ({ secretKey, publicKey, shared }) => {
    expect(plain(agree(fromHex(secretKey), fromHex(publicKey)))).toBe(shared)
  })
  it.each(vectors.seal)('sealed box for $seed', ({ seed, plaintext, sealed }) => {
    expect(plain(openSealed(boxKeysFromSeed(fromHex(seed)), fromHex(sealed)))).toBe(plaintext)
  })
})

describe('frozen vectors: identity', () => {
  const vectors = readVectors<
    Person & {
      certificate: { signed: Hex; signature: Hex }
      stored: Hex
      deviceIdBytes: Hex
      deviceTag: number
      card: { fields: CardFields; bytes: Hex }
    }
  >('identity')

  it('device certificate, also verified by another implementation', () => {
    const { certificate, root } = identityOf(vectors)
    const { signed, signature } = certificate
    expect(plain({ signed, signature })).toEqual(vectors.certificate)
    expect(nodeVerifies('device-certificate', signed, signature, root.publicKey)).toBe(true)
  })
  it('stored identity', () => {
    const identity = identityOf(vectors)
    expect(toHex(encodeIdentity(identity))).toBe(vectors.stored)
    expect(decodeIdentity(fromHex(vectors.stored))).toEqual(identity)
  })
  it('device tag', () => {
    expect(deviceTag(vectors.deviceId)).toBe(vectors.deviceTag)
    expect(toHex(hash(fromHex(vectors.deviceIdBytes))).slice(0, 8)).toBe(
      vectors.deviceTag.toString(16).padStart(8, '0'),
    )
  })
  it('card', () => {
    const { fields, bytes } = vectors.card
    expect(toHex(encodeCard(createCard(identityOf(vectors), fields)))).toBe(bytes)
  })
})

describe('frozen vectors: log', () => {
  const vectors = readVectors<{
    people: Person[]
    entries: { hash: string; bytes: Hex; entry: unknown }[]
    state: Record<string, unknown> & { spaceId: SpaceId }
  }>('log')

  it.each(vectors.entries)('entry $hash', ({ hash: expected, bytes, entry }) => {
    const opened = openEntry(fromHex(bytes))
    if (!opened) throw new Error('it does not decode')
    const { spaceId, prev, author, at, action } = opened
    expect(opened.hash).toBe(expected)
    expect(plain({ spaceId, prev, author, at, action })).toEqual(entry)
    const person = vectors.people.map(identityOf).find(({ deviceId }) => deviceId === author)
    if (!person) throw new Error('nobody wrote it')
    expect(toHex(sealEntry(opened, person.device).bytes)).toBe(bytes)
    const { signed, signature } = opened
    expect(nodeVerifies('log-entry', signed, signature, person.device.publicKey)).toBe(true)
  })

  it('state after replaying all of it', () => {
    const { spaceId } = vectors.state
    const state = replay(
      spaceId,
      vectors.entries.map(({ bytes }) => fromHex(bytes)),
    )
    const bob = identityOf(vectors.people[1] as Person)
    const { heads, currentEpoch, relays, lowerings } = state
    const rejected = [...state.rejected.keys()]
    expect(
      plain({
        ...{ spaceId, heads, currentEpoch, relays, lowerings, rejected },
        members: [...state.members.values()],
        invites: [...state.invites.values()],
        epochKeys: openEpochs(state, bob),
      }),
    ).toEqual(vectors.state)
  })

  it('has every action of the format', () => {
    const types = vectors.entries.map(
      ({ entry }) => (entry as { action: { type: string } }).action.type,
    )
    expect(new Set(types).size).toBe(12)
  })
})

describe('frozen vectors: invitation', () => {
  const vectors = readVectors<{
    seed: Hex
    publicKey: Hex
    inviteId: string
    psk: Hex
    signalKey: Hex
    topicKey: Hex
    link: { version: number; seed: Hex; inviterKey: Hex; web: string; desktop: string }
    join: { person: Person; transcript: Hex; email: string; request: Hex }
  }>('invitation')

  it('secrets of the seed', () => {
    const { keys, ...secrets } = invitationSecrets(fromHex(vectors.seed))
    const { publicKey, inviteId, psk, signalKey: signal, topicKey: topic } = vectors
    expect(plain(secrets)).toEqual({ inviteId, psk, signalKey: signal, topicKey: topic })
    expect(toHex(keys.publicKey)).toBe(publicKey)
  })
  it('link', () => {
    const { web, desktop, ...fields } = vectors.link
    for (const text of [web, desktop]) {
      const parsed = parseLink(text)
      if (!parsed.ok) throw new Error(parsed.error)
      expect(plain(parsed.value)).toEqual(fields)
      expect(formatLink(parsed.value)).toEqual({ web, desktop })
    }
  })
  it('join request', () => {
    const { person, transcript, email, request } = vectors.join
    const bob = identityOf(person)
    const card = createCard(bob, { name: 'Bob', enamel: null, deviceLabel: 'phone', version: 1 })
    const secrets = invitationSecrets(fromHex(vectors.seed))
    const made = createJoinRequest(bob, secrets, fromHex(transcript), { card, email })
    expect(toHex(encodeJoinRequest(made))).toBe(request)
  })
})

describe('frozen vectors: epoch', () => {
  it('keys derived from an epoch', () => {
    const {
      key,
      docId,
      docIdBytes: _,
      ...expected
    } = readVectors<{
      key: Hex
      docId: DocId
      docIdBytes: Hex
    }>('epoch')
    const epoch = { epochId: '' as EpochId, key: fromHex(key) }
    expect(
      plain({
        ...{ contentKey: contentKey(epoch, docId), commitKey: commitKey(epoch, docId) },
        ...{ topicKey: topicKey(epoch), signalKey: signalKey(epoch), linkPsk: linkPsk(epoch) },
        check: deriveKey(epoch.key, 'epoch/check'),
        wrap: deriveKey(epoch.key, 'epoch/wrap'),
      }),
    ).toEqual(expected)
  })
})
