import type { DeviceId, UserId } from '../../base/ids.ts'
import type { SyncState } from '../../bridge/contract.ts'
import type { DeviceHead } from '../../ports/index.ts'

/** What is known of one device of another person. */
export interface PeerKnowledge {
  readonly deviceId: DeviceId
  readonly userId: UserId
  readonly personName: string
  readonly label: string
  readonly connected: boolean
  /** The last frontier it told, ever; null when it never told one. */
  readonly heads: readonly DeviceHead[] | null
  /** It has told its frontier on the present link. */
  readonly fresh: boolean
}

export interface SyncFacts {
  readonly own: readonly DeviceHead[]
  readonly self: DeviceId
  /** Until when a relay's mailbox keeps envelopes of this device; null when it does not keep them all. */
  readonly keptUntil: (from: number, to: number) => number | null
  readonly mailboxTrouble: SyncState['mailboxTrouble']
  readonly peers: readonly PeerKnowledge[]
  /** The last envelope of a device that counts, where there is an end: others may have told of more before. */
  readonly endOf: (deviceId: DeviceId) => number | undefined
  /** Of these some hold one history and some another, until they are new devices (rule 35). */
  readonly twoFaced: ReadonlySet<DeviceId>
  /** This person's access has ended: nothing is confirmed to this device any more. */
  readonly ended: boolean
  /** This device goes on from a backup: what it writes counts nowhere (rule 35). */
  readonly forked: boolean
  readonly online: boolean
  readonly relayReachable: boolean
  /** Error code of a write that failed and has not succeeded since. */
  readonly writeFailure: string | null
  readonly heldBack: {
    readonly count: number
    /** It was signed by its owner, who may not write it. */
    readonly signed: boolean
    readonly personName: string
    readonly label: string
  } | null
}

/**
 * Envelopes in `own` that a device has not confirmed. What it wrote itself it has: it pushes that, and
 * does not tell it as a frontier besides.
 */
export function missingFrom(
  own: readonly DeviceHead[],
  { deviceId, heads }: Pick<PeerKnowledge, 'deviceId' | 'heads'>,
): number {
  const known = new Map(heads?.map((head) => [head.deviceId, head.seq]))
  return own
    .filter((head) => head.deviceId !== deviceId)
    .reduce((sum, head) => sum + Math.max(0, head.seq - (known.get(head.deviceId) ?? 0)), 0)
}

/** It told of envelopes that have not arrived here: this device is the one that is not up to date. */
export function isAhead(
  { heads }: Pick<PeerKnowledge, 'heads'>,
  { own, endOf, twoFaced }: Pick<SyncFacts, 'own' | 'endOf' | 'twoFaced'>,
): boolean {
  const held = new Map(own.map((head) => [head.deviceId, head.seq]))
  const counting = ({ deviceId, seq }: DeviceHead) => Math.min(seq, endOf(deviceId) ?? seq)
  return (
    heads?.some(
      (head) => !twoFaced.has(head.deviceId) && counting(head) > (held.get(head.deviceId) ?? 0),
    ) ?? false
  )
}

/** What this device wrote and the other has not confirmed lies at a relay, all of it. */
export function mailboxFor(
  { heads }: Pick<PeerKnowledge, 'heads'>,
  { own, self, keptUntil }: Pick<SyncFacts, 'own' | 'self' | 'keptUntil'>,
): SyncState['mailbox'] {
  const seqOf = (all: readonly DeviceHead[] | null) =>
    all?.find(({ deviceId }) => deviceId === self)?.seq ?? 0
  const [confirmed, written] = [seqOf(heads), seqOf(own)]
  const until = written > confirmed ? keptUntil(confirmed + 1, written) : null
  return until === null ? null : { changes: written - confirmed, until }
}

/** Each person once; two may bear one name. */
const namesOf = (peers: readonly PeerKnowledge[]) => [
  ...new Map(peers.map(({ userId, personName }) => [userId, personName])).values(),
]

/** Told in place of a refusal: see `forked`. */
const FORKED = 'FORKED'
/** Refused, but not for its signature. */
const NOT_ALLOWED = 'NOT_ALLOWED'

/** The first row of interface.md's table that applies. Says only what a device has confirmed. */
export function selectSyncState(facts: SyncFacts): SyncState {
  const own = facts.own.filter(({ deviceId }) => !facts.twoFaced.has(deviceId))
  const peers = facts.peers.map((peer) => ({
    ...peer,
    missing: missingFrom(own, peer),
  }))
  const behind = peers.filter((peer) => peer.missing > 0)
  const state = (kind: SyncState['kind'], rest: Partial<SyncState> = {}): SyncState => ({
    kind,
    people: namesOf(peers),
    deviceLabel: null,
    changes: 0,
    received: 0,
    code: null,
    mailbox: null,
    mailboxTrouble: facts.mailboxTrouble,
    pips: peers.map((peer) => (peer.missing === 0 && peer.heads !== null ? 'have' : 'wait')),
    ...rest,
  })

  if (facts.writeFailure) return state('notSaved', { code: facts.writeFailure })
  if (facts.heldBack) {
    const { count, personName, label, signed } = facts.heldBack
    const code = signed ? NOT_ALLOWED : null
    return state('heldBack', { changes: count, people: [personName], deviceLabel: label, code })
  }
  if (facts.ended) return state('ended', { people: [], pips: [], mailboxTrouble: null })
  if (facts.forked) return state('heldBack', { code: FORKED, people: [], pips: [] })
  const largestGap = Math.max(0, ...behind.map((peer) => peer.missing))
  if (!facts.online) return state('offline', { changes: largestGap })
  if (!facts.relayReachable) return state('relayDown', { changes: largestGap })
  if (peers.length === 0) return state('alone')
  const ahead = peers.filter((peer) => isAhead(peer, facts))
  if (peers.some((peer) => peer.connected && !peer.fresh) || ahead.some((peer) => peer.connected))
    return state('checking')

  const sending = behind.find((peer) => peer.connected)
  if (sending) return state('sending', { people: [sending.personName], changes: sending.missing })
  const unknown = peers.find((peer) => peer.heads === null)
  const away = behind[0] ?? unknown ?? ahead[0]
  if (away) {
    return state('waiting', {
      people: [away.personName],
      deviceLabel: away.label,
      changes: away.missing,
      mailbox: mailboxFor(away, facts),
    })
  }
  return state('upToDate')
}
