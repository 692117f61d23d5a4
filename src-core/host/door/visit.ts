import { equalBytes } from '../../base/bytes.ts'
import { createDisposerStore, type Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import { type ErrorCode, FoyerError } from '../../base/errors.ts'
import type { SpaceId } from '../../base/ids.ts'
import type { Door } from '../../bridge/contract.ts'
import {
  type Card,
  checkWelcome,
  createJoinRequest,
  type DeviceCertificate,
  encodeJoinRequest,
  type IdentityWithSecrets,
  type InvitationLink,
  invitationSecrets,
  type MembershipState,
  safetyCode,
  safetyNumber,
} from '../../membership/index.ts'
import type { Clock, Random, Signaling, Transport } from '../../ports/index.ts'
import { createPeering, type SecureLink } from '../../sync/index.ts'
import { createHandedParts, type HandedLog } from '../devices/handedLog.ts'
import { isEnamel } from '../people.ts'
import { createTurns, inTurns } from '../space/turns.ts'
import { type DoorMessage, encodeDoorMessage, parseDoorMessage } from './doorProtocol.ts'

export interface VisitOptions {
  readonly link: InvitationLink
  readonly identity: IdentityWithSecrets
  readonly signaling: Signaling
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  /** Called once let in; takes the link over for the Space. */
  readonly onAdmitted: (admission: Admission) => void
  readonly log: (message: string) => void
}

export interface Admission {
  readonly spaceId: SpaceId
  readonly spaceName: string
  readonly enamel: string
  /** Verified. */
  readonly state: MembershipState
  readonly cards: readonly Uint8Array[]
  readonly link: SecureLink
}

/** One person before the door that a link names. */
export interface Visit {
  state(): Door
  onState(listener: (state: Door) => void): Disposer
  /** Asks to be let in, at once or as soon as somebody answers. Rejects with a FoyerError. */
  join(told: { readonly card: Card; readonly email: string | null }): Promise<SpaceId>
  /** Asks no longer; `join` rejects with CLOSED, and who was asked hears that nobody waits. */
  stopAsking(): void
  close(): void
}

type Welcome = DoorMessage & { readonly type: 'welcome' }

/** From which the visitor is back at reaching when the link ends. */
const OPEN_STATES: readonly Door['state'][] = ['answered', 'joining', 'waiting']

/** How long `join` waits for somebody to answer, ms. */
const PATIENCE_MS = 45_000

export function createVisit(options: VisitOptions): Visit {
  const { link: invitation, identity, clock } = options
  const secrets = invitationSecrets(invitation.seed)
  const disposers = createDisposerStore()
  const states = createEmitter<Door>()
  const relay = relayHost(invitation.relay)
  let state: Door = { state: 'reaching', relay }
  let welcome: Welcome | undefined
  let current: SecureLink | undefined
  const parts = createHandedParts()
  let asking:
    | {
        told: Parameters<Visit['join']>[0]
        resolve(id: SpaceId): void
        reject(error: unknown): void
        /** How long the host of the Space has to say something. */
        stopWaiting: Disposer
      }
    | undefined

  const setState = (next: Door) => {
    state = next
    states.emit(next)
  }
  const peering = createPeering({
    ...options,
    scope: {
      purpose: 'invitation',
      keys: [{ topicKey: secrets.topicKey, signalKey: secrets.signalKey, psk: secrets.psk }],
      expectedPeer: invitation.inviterDevice,
    },
    // Rule 28: the link names the one key that may answer.
    isAllowed: (certificate) => isInviters(certificate),
  })
  disposers.add(peering.close)
  disposers.add(peering.onLink(meet))

  /** Whoever answers under the inviter's name with another key shows that the link is not theirs. */
  function isInviters({ deviceId, signKey }: DeviceCertificate): boolean {
    if (deviceId !== invitation.inviterDevice) return false
    const isTheirs = equalBytes(signKey, invitation.inviterKey)
    // Not for good: it may have been somebody else who has the link.
    if (!isTheirs && state.state === 'reaching') refuse('LINK_FOREIGN')
    return isTheirs
  }

  function meet(link: SecureLink) {
    current = link
    parts.forget(invitation.inviterDevice)
    const stop = link.onMessage((_lane, bytes) => {
      const message = parseDoorMessage(bytes)
      if (message) handle(message, link, stop)
      else link.close('malformed')
    })
    link.onClose(() => {
      if (current !== link) return
      current = undefined
      if (OPEN_STATES.includes(state.state)) setState({ state: 'reaching', relay })
    })
  }

  function handle(message: DoorMessage, link: SecureLink, stop: Disposer) {
    if (message.type === 'welcome') {
      welcome = message
      setState(answered(message))
      ask()
    }
    if (message.type === 'waiting' && asking && welcome) wait(link, welcome)
    if (message.type === 'refused') refuse(message.code)
    if (message.type === 'part' && asking && welcome) takePart(message, link)
    if (message.type === 'admitted' && asking && welcome) {
      const whole = parts.whole(link.device, invitation.spaceId, message)
      if (!whole) return endWith('LOG_TOO_LARGE', link)
      stop()
      void admitted(whole, link, welcome)
    }
  }

  function endWith(code: ErrorCode, link: SecureLink) {
    current = undefined
    link.close('foreign')
    refuse(code)
  }

  function takePart(part: HandedLog, link: SecureLink) {
    if (!parts.add(link.device, invitation.spaceId, part)) return endWith('LOG_TOO_LARGE', link)
    if (!asking) return
    // However long all of it takes: it is coming.
    asking.stopWaiting()
    asking.stopWaiting = beginWaiting()
  }

  function answered({ type: _, ...rest }: Welcome): Door {
    const { enamel, role } = rest
    if (role === 'owner' || role === 'admin') return { state: 'refused', code: 'LINK_FOREIGN' }
    return {
      state: 'answered',
      ...rest,
      role,
      readers: [...rest.readers],
      enamel: isEnamel(enamel) ? enamel : 'bottle',
      relay,
    }
  }

  function ask() {
    if (!asking || !current || !welcome) return
    setState({ state: 'joining' })
    const request = createJoinRequest(identity, secrets, current.transcript, asking.told)
    current.send(
      'live',
      encodeDoorMessage({ type: 'request', request: encodeJoinRequest(request) }),
    )
  }

  /** However long it takes: a person has been asked. */
  function wait(link: SecureLink, { inviter, spaceName, enamel, role }: Welcome) {
    if (!asking || role === 'owner' || role === 'admin') return
    asking.stopWaiting()
    const digits = safetyNumber(identity.certificate, link.certificate)
    setState({
      state: 'waiting',
      inviter,
      spaceName,
      enamel: isEnamel(enamel) ? enamel : 'bottle',
      role,
      safety: { digits, qr: safetyCode(digits) },
    })
  }

  function refuse(code: ErrorCode) {
    setState({ state: 'refused', code })
    asking?.reject(new FoyerError(code))
    asking = undefined
  }

  async function admitted(
    { entries, cards }: HandedLog,
    link: SecureLink,
    { spaceName, enamel }: Welcome,
  ) {
    const { spaceId } = invitation
    asking?.stopWaiting()
    const checked = await inTurns(checkWelcome(identity, invitation, entries), createTurns(clock))
    if (!asking) return
    if (current !== link) {
      // It ended meanwhile; whoever answers next is asked again.
      asking.stopWaiting = beginWaiting()
      return
    }
    if (!checked.ok) {
      link.close('foreign')
      return refuse(checked.error)
    }
    current = undefined
    peering.release(link.device)
    peering.close()
    try {
      options.onAdmitted({ spaceId, spaceName, enamel, state: checked.value, cards, link })
    } catch (error) {
      asking?.reject(error)
      asking = undefined
      return
    }
    setState({ state: 'joined', spaceId })
    asking?.resolve(spaceId)
    asking = undefined
  }

  function beginWaiting(): Disposer {
    const stopWaiting = clock.after(PATIENCE_MS, () => {
      const isOffline = options.signaling.states().every(({ status }) => status !== 'online')
      asking?.reject(new FoyerError(isOffline ? 'RELAY_UNREACHABLE' : 'INVITER_UNREACHABLE'))
      asking = undefined
    })
    disposers.add(stopWaiting)
    return stopWaiting
  }

  function stopAsking() {
    asking?.reject(new FoyerError('CLOSED'))
    asking = undefined
    if (state.state === 'waiting') current?.close('gone')
  }

  return {
    state: () => state,
    onState: states.on,
    join(told) {
      if (state.state === 'refused') return Promise.reject(new FoyerError(state.code as ErrorCode))
      return new Promise<SpaceId>((resolve, reject) => {
        asking = { told, resolve, reject, stopWaiting: beginWaiting() }
        ask()
      })
    },
    stopAsking,
    close() {
      stopAsking()
      disposers.dispose()
    },
  }
}

const relayHost = (url: string) => url.replace(/^wss?:\/\//, '').replace(/\/.*$/, '')
