import type { Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import type { DeviceId, SpaceId, UserId } from '../../base/ids.ts'
import { contentHash } from '../../crypto/index.ts'
import {
  type Card,
  createCard,
  decodeCard,
  encodeCard,
  type IdentityWithSecrets,
  type MembershipState,
  verifyCard,
} from '../../membership/index.ts'
import type { Clock, Storage } from '../../ports/index.ts'
import type { PrivacyGate } from '../../privacy/index.ts'
import { ownCardFields } from '../ownCard.ts'
import { enamelOf, enamelsOf, type PeopleNames } from '../people.ts'
import type { SpaceMembership } from './spaceMembership.ts'

export interface SpacePeopleOptions {
  readonly spaceId: SpaceId
  readonly identity: IdentityWithSecrets
  readonly gate: PrivacyGate
  readonly membership: SpaceMembership
  readonly storage: Storage
  readonly clock: Clock
}

/** Names and device labels of one Space's people, from the cards they signed (never from the log). */
export interface SpacePeople extends PeopleNames {
  deviceLabel(deviceId: DeviceId): string
  /** Only where this device let the person in; null otherwise. */
  email(userId: UserId): string | null
  /** On the person's card, for everybody in the Space; null: not told. */
  toldEmail(userId: UserId): string | null
  photo(userId: UserId): Uint8Array | null
  cards(): readonly Uint8Array[]
  /** Keeps verified, newer cards of members. */
  receive(cards: readonly Uint8Array[]): void
  /** What somebody told at the door; the address stays on this device (WS-4). */
  letIn(card: Card, email: string | null): void
  /** Writes one's own card again after a change of name. */
  introduce(): void
  /** Tells what this device is called, where others of the same person have told everything else. */
  introduceDevice(): void
  /** Notes that this person has been told one's own card and those of others. */
  disclosedTo(userId: UserId): void
  onChange(listener: () => void): Disposer
}

/** Cards of devices that the log does not know yet. */
const MAX_EARLY = 64

type Enamels = ReturnType<typeof enamelsOf>

export function createSpacePeople(options: SpacePeopleOptions): SpacePeople {
  const { spaceId, identity, gate, membership, storage, clock } = options
  const changed = createEmitter<void>()
  const cardsByUser = new Map<UserId, Card>()
  const cardsByDevice = new Map<DeviceId, Card>()

  for (const person of gate.for('attribution').people(spaceId)) {
    const card = decodeCard(person.card)
    if (card) cardsByUser.set(person.userId, card)
    if (card) cardsByDevice.set(card.deviceId, card)
  }
  for (const { deviceId, card: bytes } of gate.for('attribution').cards(spaceId)) {
    const card = decodeCard(bytes)
    if (card) cardsByDevice.set(deviceId, card)
  }

  /** Where both sides wrote in the log while apart, cards come before what brings their devices in. */
  const early = new Map<DeviceId, Card>()

  const row = (card: Card) => ({
    spaceId,
    userId: card.userId,
    name: card.name,
    card: encodeCard(card),
    updatedAt: clock.now(),
  })
  const photoIds = new WeakMap<Card, string>()
  function photoIdOf(card: Card | undefined) {
    if (!card?.photo) return undefined
    const known = photoIds.get(card) ?? contentHash(card.photo).slice(0, 16)
    photoIds.set(card, known)
    return known
  }
  const isNewer = (card: Card) => card.version > (cardsByUser.get(card.userId)?.version ?? -1)

  let coloured: { readonly state: MembershipState; readonly enamels: Enamels } | undefined
  /** Worked out once a state of the log. */
  function enamels() {
    const state = membership.state()
    if (coloured?.state !== state) coloured = { state, enamels: enamelsOf(state.members.values()) }
    return coloured.enamels
  }

  const isNewerOfDevice = (card: Card) =>
    card.version > (cardsByDevice.get(card.deviceId)?.version ?? -1)
  const keepOfDevice = (card: Card) => {
    const { userId, deviceId } = card
    gate.for('attribution').learnCard({ spaceId, userId, deviceId, card: encodeCard(card) })
  }

  /** The newest card of a person tells the name; each device's own tells its label. */
  function keep(cards: readonly Card[]) {
    const fresh = cards.filter(isNewer)
    const ofDevices = cards.filter(isNewerOfDevice)
    if (fresh.length + ofDevices.length === 0) return
    storage.transaction(() => {
      for (const card of fresh) gate.for('attribution').learn(row(card))
      for (const card of ofDevices) keepOfDevice(card)
    })
    for (const card of fresh) cardsByUser.set(card.userId, card)
    for (const card of ofDevices) cardsByDevice.set(card.deviceId, card)
    changed.emit()
  }

  /** Of somebody who came in in vain too: what was built on their words is shown under their name. */
  function isTrue(card: Card): boolean {
    const device = membership.deviceEver(card.deviceId)
    if (!device && early.size < MAX_EARLY) early.set(card.deviceId, card)
    return device !== undefined && verifyCard(card, device.certificate)
  }
  membership.onChange(() => {
    if (early.size === 0) return
    const cards = [...early.values()]
    early.clear()
    keep(cards.filter(isTrue))
  })

  return {
    self: identity.userId,
    name: (userId) => cardsByUser.get(userId)?.name ?? '',
    enamel: (userId) => enamels().get(userId) ?? enamelOf(userId),
    photoId: (userId) => photoIdOf(cardsByUser.get(userId)),
    photo: (userId) => cardsByUser.get(userId)?.photo ?? null,
    toldEmail: (userId) => cardsByUser.get(userId)?.email ?? null,
    deviceLabel: (deviceId) => cardsByDevice.get(deviceId)?.deviceLabel ?? '',
    email: (userId) => gate.for('admission').email(spaceId, userId),
    cards: () => gate.for('introduction').cards(spaceId),
    receive(encoded) {
      keep(encoded.flatMap((bytes) => decodeCard(bytes) ?? []).filter(isTrue))
    },
    letIn(card, email) {
      storage.transaction(() => {
        gate.for('admission').letIn({ ...row(card), email })
        keepOfDevice(card)
      })
      cardsByUser.set(card.userId, card)
      cardsByDevice.set(card.deviceId, card)
      changed.emit()
    },
    introduce() {
      const fields = ownCardFields(gate, spaceId)
      if (!fields) return
      const version = Math.max(clock.now(), (cardsByUser.get(identity.userId)?.version ?? 0) + 1)
      keep([createCard(identity, { ...fields, version })])
    },
    introduceDevice() {
      const card = cardsByUser.get(identity.userId)
      const self = gate.for('introduction').self()
      const isIn = membership.role() !== undefined
      if (!card || !self || !isIn || cardsByDevice.has(identity.deviceId)) return
      const { name, enamel, version } = card
      const { deviceLabel } = self
      // An older card than the person's, so that nothing else is taken from it.
      keep([createCard(identity, { name, enamel, deviceLabel, version: Math.max(0, version - 1) })])
    },
    disclosedTo(userId) {
      storage.transaction(() => {
        gate.for('introduction').disclosed('ownCard', spaceId, userId)
        if (cardsByUser.get(identity.userId)?.email)
          gate.for('introduction').disclosed('email', spaceId, userId)
        gate.for('introduction').disclosed('cards', spaceId, userId)
      })
    },
    onChange: changed.on,
  }
}
