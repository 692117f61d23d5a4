import { createDisposerStore } from '../../base/disposer.ts'
import type { ErrorCode } from '../../base/errors.ts'
import { type InviteId, idToBytes } from '../../base/ids.ts'
import { openAtRest, sealAtRest } from '../../crypto/index.ts'
import {
  admissionProblem,
  admit,
  type DeviceCertificate,
  decodeJoinRequest,
  entriesMissingFor,
  type IdentityWithSecrets,
  invitationSecrets,
  isExpired,
  type JoinRequest,
  sameCertificate,
  verifyJoinRequest,
} from '../../membership/index.ts'
import type { Clock, Random, Signaling, Storage, Transport } from '../../ports/index.ts'
import { createPeering, type Peering, type SecureLink } from '../../sync/index.ts'
import { type HandedLog, isTooLarge, partsOf } from '../devices/handedLog.ts'
import type { Space } from '../space/space.ts'
import { type DoorMessage, encodeDoorMessage, parseDoorMessage } from './doorProtocol.ts'

export interface DoorkeeperOptions {
  readonly space: Space
  readonly identity: IdentityWithSecrets
  readonly storage: Storage
  readonly signaling: Signaling
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  readonly log: (message: string) => void
}

/** Waits at the rendezvous of every open link made on this device, and lets people in (rules 26–28). */
export interface Doorkeeper {
  keepSeed(inviteId: InviteId, seed: Uint8Array): void
  seedOf(inviteId: InviteId): Uint8Array | undefined
  close(): void
}

export function createDoorkeeper(options: DoorkeeperOptions): Doorkeeper {
  const { space, identity, storage, clock, random } = options
  const { spaceId, membership, people, requests } = space
  const { dataKey } = space.row()
  const disposers = createDisposerStore()
  const doors = new Map<InviteId, Peering>()

  const placeOf = (inviteId: InviteId) => ({ kind: 'invite', context: [idToBytes(inviteId)] })
  const seeds = new Map<InviteId, Uint8Array>()
  for (const { id, sealed } of storage.spaces.secrets(spaceId, 'invite')) {
    const seed = openAtRest(dataKey, placeOf(id as InviteId), sealed)
    if (seed) seeds.set(id as InviteId, seed)
  }

  /** Why nobody can come in through this link any more. */
  function closedBecause(inviteId: InviteId): ErrorCode | undefined {
    const invite = membership.state().invites.get(inviteId)
    if (!invite) return 'LINK_FOREIGN'
    if (invite.revoked) return 'LINK_REVOKED'
    if (isExpired(invite.expiresAt, clock.now())) return 'LINK_EXPIRED'
    return invite.maxUses !== null && invite.uses >= invite.maxUses ? 'LINK_USED_UP' : undefined
  }

  function welcome(inviteId: InviteId, { certificate }: SecureLink): DoorMessage {
    const refusal = isLetIn(certificate) ? undefined : closedBecause(inviteId)
    const invite = membership.state().invites.get(inviteId)
    if (refusal || !invite) return { type: 'refused', code: refusal ?? 'LINK_FOREIGN' }
    const { name, enamel } = space.row()
    return {
      type: 'welcome',
      inviter: people.name(identity.userId),
      spaceName: name,
      enamel,
      role: invite.role,
      expiresAt: invite.expiresAt,
      readers: membership.present().map(({ userId }) => people.name(userId)),
      approval: invite.approval,
    }
  }

  function isLetIn(certificate: DeviceCertificate): boolean {
    const device = membership.device(certificate.deviceId)
    return (
      device !== undefined &&
      membership.isPresent(device.deviceId) &&
      sameCertificate(device.certificate, certificate)
    )
  }

  /** Let in before, but what was sent then never arrived: the same device may have it again. */
  function isReturning(request: JoinRequest, transcript: Uint8Array): boolean {
    const invite = membership.state().invites.get(request.inviteId)
    return (
      invite !== undefined &&
      isLetIn(request.certificate) &&
      verifyJoinRequest(request, transcript, invite.publicKey)
    )
  }

  const handed = (): HandedLog => ({
    entries: entriesMissingFor(membership.state(), []).map(({ bytes }) => bytes),
    cards: people.cards(),
  })

  function refusalOf(request: JoinRequest, link: SecureLink): ErrorCode | undefined {
    if (!sameCertificate(request.certificate, link.certificate)) return 'LINK_FOREIGN'
    // Before anybody is asked, and before an admission stands in the log.
    if (isTooLarge(handed())) return 'LOG_TOO_LARGE'
    if (isReturning(request, link.transcript)) return undefined
    return admissionProblem(membership.state(), request, link.transcript, clock.now())
  }

  function admitNow(request: JoinRequest, link: SecureLink): ErrorCode | undefined {
    if (!isReturning(request, link.transcript)) {
      const state = membership.state()
      const entries = admit(
        identity,
        state,
        membership.epochs(),
        request,
        link.transcript,
        clock,
        random,
      )
      if (!entries.ok) return entries.error
      membership.append(entries.value)
    }
    people.letIn(request.card, request.email)
    return undefined
  }

  function greet(inviteId: InviteId, peering: Peering, link: SecureLink) {
    const send = (message: DoorMessage) => link.send('live', encodeDoorMessage(message))
    const stop = link.onMessage((_lane, bytes) => {
      const message = parseDoorMessage(bytes)
      const request = message?.type === 'request' ? decodeJoinRequest(message.request) : undefined
      if (!request || request.inviteId !== inviteId) return link.close('malformed')
      const refusal = refusalOf(request, link)
      if (refusal) return send({ type: 'refused', code: refusal })
      const approval = membership.state().invites.get(inviteId)?.approval ?? true
      if (approval && !isReturning(request, link.transcript)) ask(request)
      else enter(request)
    })
    let isOpen = true
    link.onClose(() => {
      isOpen = false
      requests.left()
    })

    function enter(request: JoinRequest): ErrorCode | undefined {
      const refusal = admitNow(request, link)
      requests.remove(request.certificate.deviceId)
      // Whoever left meanwhile is let in when it comes back with the same device.
      if (!isOpen) return refusal
      if (refusal) {
        send({ type: 'refused', code: refusal })
        return refusal
      }
      stop()
      const { before, last } = partsOf(handed())
      for (const part of before) send({ type: 'part', ...part })
      send({ type: 'admitted', ...last })
      peering.release(link.device)
      space.sync.adopt(link)
      return undefined
    }

    function ask(request: JoinRequest) {
      const { deviceId } = request.certificate
      requests.add({
        request,
        link,
        transcript: link.transcript,
        at: clock.now(),
        connected: () => isOpen,
        answer(letIn) {
          if (letIn) return enter(request)
          requests.remove(deviceId)
          if (isOpen) send({ type: 'refused', code: 'JOIN_REFUSED' })
          return undefined
        },
      })
      send({ type: 'waiting' })
    }
    send(welcome(inviteId, link))
  }

  function openDoor(inviteId: InviteId, seed: Uint8Array) {
    const { topicKey, signalKey, psk } = invitationSecrets(seed)
    const peering = createPeering({
      ...options,
      scope: { purpose: 'invitation', keys: [{ topicKey, signalKey, psk }] },
      isAllowed: () => true,
    })
    peering.onLink((link) => greet(inviteId, peering, link))
    doors.set(inviteId, peering)
  }

  /**
   * Links that expired or were revoked keep their door while the app runs, so that whoever comes late is
   * told why; a year is enough for that.
   */
  function attend() {
    for (const [inviteId, seed] of seeds) {
      const invite = membership.state().invites.get(inviteId)
      const isRecent = invite && clock.now() - invite.createdAt < YEAR_MS
      if (isRecent && !doors.has(inviteId)) openDoor(inviteId, seed)
    }
  }
  attend()
  disposers.add(membership.onChange(attend))
  disposers.add(() => {
    for (const peering of doors.values()) peering.close()
  })

  return {
    keepSeed(inviteId, seed) {
      const sealed = sealAtRest(dataKey, placeOf(inviteId), seed, random)
      storage.transaction(() => storage.spaces.putSecret(spaceId, 'invite', inviteId, sealed))
      seeds.set(inviteId, seed)
      attend()
    },
    seedOf: (inviteId) => seeds.get(inviteId),
    close: disposers.dispose,
  }
}

const YEAR_MS = 365 * 24 * 3_600_000
