import {
  entriesMissingFor,
  type IdentityWithSecrets,
  sameCertificate,
} from '../membership/index.ts'
import {
  createPeering,
  createSession,
  type Peering,
  type PeeringOptions,
  type SecureLink,
  type Session,
} from '../sync/index.ts'
import {
  createMemberReplica,
  createReplicaDisk,
  type MemberReplica,
  type ReplicaDisk,
} from './memberReplica.ts'
import { createSealedCast } from './sealedCast.ts'
import { createSeededRandom } from './seededRandom.ts'
import { createVirtualClock } from './virtualClock.ts'
import {
  createVirtualNetwork,
  type VirtualNetworkOptions,
  type VirtualNode,
} from './virtualNetwork.ts'

export interface VirtualDevice {
  readonly name: string
  readonly identity: IdentityWithSecrets
  readonly disk: ReplicaDisk
  readonly node: VirtualNode
  readonly replica: MemberReplica
  readonly peering: Peering
  readonly links: SecureLink[]
  sessions(): Session[]
}

/** Devices of one Space with real peering, sessions, envelopes and log on a virtual network. */
export function createVirtualDevices(
  seed: string,
  options: Partial<Omit<VirtualNetworkOptions, 'clock' | 'seed'>> = {},
) {
  const cast = createSealedCast(seed)
  const clock = createVirtualClock(cast.clock.at)
  const network = createVirtualNetwork({ ...options, clock, seed })
  const log = entriesMissingFor(cast.state, []).map(({ bytes }) => bytes)
  let starts = 0

  const start = (
    name: string,
    identity: IdentityWithSecrets,
    disk: ReplicaDisk = createReplicaDisk(log),
    changes: Partial<PeeringOptions> & { readonly speechless?: boolean } = {},
  ): VirtualDevice => {
    const node = network.join(name)
    const random = createSeededRandom(`${seed} ${name} ${starts++}`)
    const { spaceId } = cast
    const replica = createMemberReplica({ disk, identity, spaceId, random })
    const peering = createPeering({
      scope: { purpose: 'space', keys: [cast.keys] },
      identity,
      ...node,
      random,
      isAllowed: (certificate) => {
        const known = replica.state().devices.get(certificate.deviceId)
        return !known || sameCertificate(known.certificate, certificate)
      },
      ...changes,
    })
    const links: SecureLink[] = []
    const sessions = new Map<SecureLink, Session>()
    peering.onLink((link) => {
      links.push(link)
      if (changes.speechless) return
      const session = createSession({ link, replica, clock: node.clock })
      sessions.set(link, session)
      replica.sessions.add(session)
      link.onClose(() => {
        sessions.delete(link)
        replica.sessions.delete(session)
      })
    })
    return {
      name,
      identity,
      disk,
      node,
      replica,
      peering,
      links,
      sessions: () => [...sessions.values()],
    }
  }
  return { cast, clock, network, log, start }
}
