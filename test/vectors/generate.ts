import { utf8 } from '../../src-core/base/bytes.ts'
import { encode } from '../../src-core/base/codec.ts'
import { type DocId, idFromBytes, idToBytes } from '../../src-core/base/ids.ts'
import {
  agree,
  boxKeysFromSeed,
  contentHash,
  deriveKey,
  hash,
  hashId,
  ready,
  sealAead,
  sealTo,
  sign,
  signingKeysFromSeed,
} from '../../src-core/crypto/index.ts'
import { certifyDevice } from '../../src-core/membership/certificate.ts'
import {
  certifyOther,
  commitKey,
  contentKey,
  createCard,
  createEntry,
  createInvite,
  createJoinRequest,
  deviceCertificate,
  deviceDigits,
  deviceLinkSecrets,
  deviceTag,
  digitCommitment,
  type EpochWithSecrets,
  encodeCard,
  encodeIdentity,
  encodeJoinRequest,
  formatDeviceLink,
  formatLink,
  type IdentityWithSecrets,
  identityOfDevice,
  invitationSecrets,
  kitLockboxesFor,
  type LogEntry,
  linkPsk,
  openEntry,
  openEpochs,
  recoveryWords,
  rotate,
  safetyNumber,
  signalKey,
  topicKey,
  userIdOfRoot,
} from '../../src-core/membership/index.ts'
import { kitKeys } from '../../src-core/membership/kit.ts'
import { createCast, OPEN } from '../../src-core/testing/cast.ts'
import { writeOnce } from './files.ts'
import { groupOf } from './groupExamples.ts'
import { handOverOf } from './handOverExamples.ts'

/**
 * Writes the vectors that are not there yet: `node test/vectors/generate.ts`. Run it once when a format
 * is added; `vectors.test.ts` holds the code to what was written.
 */
const bytes = (fill: number, length = 32) => new Uint8Array(length).fill(fill)
const fixedNonce = { bytes: (length: number) => bytes(0x24, length) }

function cryptoVectors() {
  const keys = signingKeysFromSeed(bytes(1))
  const [bob, carol] = [boxKeysFromSeed(bytes(2)), boxKeysFromSeed(bytes(3))]
  const parts = [[], [utf8('')], [utf8('ab'), utf8('c')], [utf8('a'), utf8('bc')], [bytes(7, 300)]]
  const derived = [
    { key: bytes(1), label: 'topic', context: [] },
    { key: bytes(1), label: 'topic', context: [utf8('a'), utf8('b')] },
    { key: bytes(2), label: 'epoch/content', context: [bytes(9, 16)] },
  ]
  const message = utf8('hello')
  return {
    hash: parts.map((one) => ({ parts: one, hash: hash(...one) })),
    contentHash: [message, bytes(0, 0)].map((content) => ({
      content,
      hex: contentHash(content),
      id: hashId(content),
    })),
    deriveKey: derived.map((one) => ({
      ...one,
      derived: deriveKey(one.key, one.label, ...one.context),
    })),
    sign: [
      {
        seed: bytes(1),
        publicKey: keys.publicKey,
        label: 'card',
        message,
        signature: sign('card', message, keys),
      },
    ],
    aead: [
      {
        ...{
          key: bytes(4),
          nonce: bytes(0x24, 24),
          associated: utf8('header'),
          plaintext: message,
        },
        sealed: sealAead(bytes(4), message, utf8('header'), fixedNonce),
      },
    ],
    box: [
      { seed: bytes(2), ...bob },
      { seed: bytes(3), ...carol },
    ],
    agree: [
      {
        ...{ secretKey: bob.secretKey, publicKey: carol.publicKey },
        shared: agree(bob.secretKey, carol.publicKey),
      },
    ],
    seal: [{ seed: bytes(2), plaintext: message, sealed: sealTo(bob.publicKey, message) }],
  }
}

const personOf = (who: IdentityWithSecrets) => ({
  seeds: who.seeds,
  userId: who.userId,
  deviceId: who.deviceId,
  createdAt: who.certificate.createdAt,
})

function identityVectors(alice: IdentityWithSecrets) {
  const fields = { name: 'Alice 🦊', enamel: 'moss', deviceLabel: 'laptop', version: 7 }
  return {
    ...personOf(alice),
    certificate: { signed: alice.certificate.signed, signature: alice.certificate.signature },
    stored: encodeIdentity(alice),
    deviceIdBytes: idToBytes(alice.deviceId),
    deviceTag: deviceTag(alice.deviceId),
    card: { fields, bytes: encodeCard(createCard(alice, fields)) },
  }
}

/** Every action of the log once, the later one as a no-op. */
function logVectors() {
  const cast = createCast('vectors')
  const { alice, begin, random, clock, plus, letIn, act, person } = cast
  const [bob, carol] = [person(), person()]
  const invite = createInvite(
    alice,
    begin,
    { ...OPEN, role: 'commenter', expiresAt: clock.at + 86_400_000, maxUses: 2 },
    random,
    clock,
  )
  let state = plus(begin, invite.entry)
  state = plus(state, ...letIn(alice, state, bob, invite.seed))
  const cutoffs = [{ deviceId: bob.deviceId, seq: 12, hash: bytes(5) }]
  const { certificate } = carol
  const ofBob = { userId: bob.userId, rootKey: bob.root.publicKey }
  const phone = certifyDevice({ ...person().certificate, ...ofBob }, bob.root)
  const epoch = openEpochs(state, alice)[0] as EpochWithSecrets
  const lockboxes = [{ epochId: epoch.epochId, sealed: bytes(6, 80) }]
  const actions = [
    { type: 'role', userId: bob.userId, role: 'editor', cutoffs: [] },
    { type: 'role', userId: bob.userId, role: 'viewer', cutoffs },
    { type: 'relays', urls: ['wss://relay.example', 'ws://127.0.0.1:4444'] },
    { type: 'revoke', inviteId: invite.inviteId },
    { type: 'add', certificate, role: 'editor', lockboxes },
  ] as const
  for (const action of actions) state = plus(state, act(alice, state, action))
  state = plus(state, act(bob, state, { type: 'deviceAdd', certificate: phone, lockboxes }))
  const ended = [{ deviceId: phone.deviceId, seq: 3, hash: bytes(8) }]
  state = plus(
    state,
    act(alice, state, { type: 'deviceRemove', deviceId: phone.deviceId, cutoffs: ended }),
  )
  state = plus(state, act(alice, state, { type: 'transfer', userId: bob.userId }))
  state = plus(state, act(bob, state, { type: 'transfer', userId: alice.userId }))
  // Concurrent: the removal undoes what Bob does meanwhile.
  const meanwhile = act(bob, state, { type: 'relays', urls: ['wss://bob.example'] })
  state = plus(state, act(alice, state, { type: 'remove', userId: bob.userId, cutoffs }), meanwhile)
  const entries = state.internal.draft.order.map(({ entry }) => entry)
  const { heads, currentEpoch, relays, lowerings } = state
  const rejected = [...state.rejected.keys()]
  return {
    people: [alice, bob].map(personOf),
    invitationSeed: invite.seed,
    entries: entries.map(({ hash, bytes: whole }) => ({
      hash,
      bytes: whole,
      entry: openEntryOf(whole),
    })),
    state: {
      ...{ spaceId: state.spaceId, heads, currentEpoch, relays, lowerings, rejected },
      members: [...state.members.values()],
      invites: [...state.invites.values()],
      epochKeys: openEpochs(state, bob),
    },
  }
}

function openEntryOf(whole: Uint8Array): LogEntry {
  const { spaceId, prev, author, at, action } = openEntry(whole) as LogEntry
  return { spaceId, prev, author, at, action }
}

function invitationVectors() {
  const { alice, person, spaceId } = createCast('invitation vectors')
  const seed = bytes(0x11)
  const secrets = invitationSecrets(seed)
  const link = {
    ...{ version: 1, seed, spaceId, inviterKey: alice.device.publicKey },
    ...{ inviterDevice: alice.deviceId, relay: 'wss://relay.example' },
  }
  const bob = person()
  const transcript = bytes(0x77, 64)
  const card = createCard(bob, { name: 'Bob', enamel: null, deviceLabel: 'phone', version: 1 })
  const told = { card, email: 'bob@example.org' }
  const request = encodeJoinRequest(createJoinRequest(bob, secrets, transcript, told))
  return {
    seed,
    ...{ publicKey: secrets.keys.publicKey, inviteId: secrets.inviteId, psk: secrets.psk },
    ...{ signalKey: secrets.signalKey, topicKey: secrets.topicKey },
    link: { ...link, ...formatLink(link) },
    join: { person: personOf(bob), transcript, email: 'bob@example.org', request },
  }
}

function epochVectors() {
  const epoch = { epochId: hashId<never>(utf8('epoch')), key: bytes(0x33) }
  const docId = idFromBytes<DocId>(bytes(0x44, 16))
  return {
    key: epoch.key,
    docId,
    docIdBytes: idToBytes(docId),
    ...{ contentKey: contentKey(epoch, docId), commitKey: commitKey(epoch, docId) },
    ...{ topicKey: topicKey(epoch), signalKey: signalKey(epoch), linkPsk: linkPsk(epoch) },
    check: deriveKey(epoch.key, 'epoch/check'),
    wrap: deriveKey(epoch.key, 'epoch/wrap'),
  }
}

function deviceVectors() {
  const { alice, person } = createCast('device vectors')
  const link = {
    ...{ version: 1, seed: bytes(0x12), device: alice.deviceId },
    ...{ deviceKey: alice.device.publicKey, relay: 'wss://relay.example' },
  }
  const phone = person()
  const certificate = certifyOther(alice, phone.certificate, { now: () => 1_767_225_600_000 })
  const added = identityOfDevice(phone.seeds, certificate)
  const root = bytes(0x21)
  const bob = person()
  return {
    link: { ...link, code: formatDeviceLink(link) },
    secrets: deviceLinkSecrets(link.seed),
    digits: digitVectors(),
    added: {
      seeds: { device: phone.seeds.device, box: phone.seeds.box },
      stored: added && encodeIdentity(added),
    },
    kit: { root, words: recoveryWords(root), userId: userIdOfRoot(root) },
    safety: {
      people: [alice, bob].map(personOf),
      digits: safetyNumber(holder(alice), holder(bob)),
    },
  }
}

function digitVectors() {
  const [transcript, nonces] = [bytes(0x77), { joining: bytes(0x78), granting: bytes(0x79) }]
  const commitment = digitCommitment(transcript, nonces.joining)
  return { transcript, nonces, commitment, shown: deviceDigits(transcript, nonces) }
}

/** A device that the root key certified, one that this device did, and so on. */
function certificateVectors() {
  const { alice, person, clock } = createCast('certificate vectors')
  const chain = [alice as IdentityWithSecrets]
  for (const keys of [person(), person(), person()]) {
    const by = chain.at(-1) as IdentityWithSecrets
    const own = { ...by, root: null }
    const made = identityOfDevice(keys.seeds, certifyOther(own, keys.certificate, clock))
    if (made) chain.push(made)
  }
  return chain.map(({ certificate, seeds }) => ({
    seeds,
    bytes: encode(deviceCertificate, certificate),
  }))
}

/** A log in which kits receive keys: of the genesis’s rotation, of an admission and of an addition. */
function kitVectors() {
  const { alice, begin, join, person, random, clock } = createCast('kit vectors')
  const state = join(begin, person())
  const epochs = openEpochs(state, alice)
  const { certificate } = person()
  const kit = kitLockboxesFor(state, epochs, certificate.rootKey)
  const add = { type: 'add', certificate, role: 'editor', lockboxes: [], kit } as const
  const entries = [
    ...state.internal.draft.order.map(({ entry }) => entry.bytes),
    rotate(alice, state, random, clock).entry.bytes,
    createEntry(alice, state, add, clock).bytes,
  ]
  return {
    person: { ...personOf(alice), kit: kitKeys(alice.root) },
    entries: entries.map((whole) => ({ bytes: whole, entry: openEntryOf(whole) })),
    state: { spaceId: state.spaceId, epochKeys: epochs },
  }
}

const holder = ({ userId, certificate }: IdentityWithSecrets) => ({
  userId,
  rootKey: certificate.rootKey,
})

await ready()
writeOnce('crypto', cryptoVectors())
writeOnce('identity', identityVectors(createCast('identity vectors').alice))
writeOnce('log', logVectors())
writeOnce('invitation', invitationVectors())
writeOnce('epoch', epochVectors())
writeOnce('devices', deviceVectors())
writeOnce('kits', kitVectors())
writeOnce('certificates', certificateVectors())
writeOnce('group', groupOf())
writeOnce('handOver', handOverOf())
