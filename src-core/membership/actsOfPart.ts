import type { DeviceId, InviteId, UserId } from '../base/ids.ts'
import type { ConcurrentPart } from './concurrentParts.ts'
import { authorOf, type Draft } from './draft.ts'
import type { Node } from './graph.ts'
import { addPlace, createPlaces, type Places } from './places.ts'

/** Applied entries of one part of the log by what may undo them, as sets of their places. */
export interface ActsOfPart {
  ofPerson(userId: UserId): Places
  ofDevice(deviceId: DeviceId): Places
  /** ROLE, REMOVE and TRANSFER by whom they name. */
  about(type: 'role' | 'remove' | 'transfer', userId: UserId): Places
  admissions(inviteId: InviteId): Places
  transfers(): Places
  /** DEVICE+ by the device that certified the new one. */
  certifiedBy(deviceId: DeviceId): Places
  /** DEVICE+ and DEVICE−. */
  changesOfDevices(): Places
  /** Acts that take power away; the authority of their authors decides between two against each other. */
  strips(): Places
}

type KeysOf = (draft: Draft, node: Node) => string | undefined

const KEYS: Readonly<Record<keyof ActsOfPart, KeysOf>> = {
  ofPerson: authorOf,
  ofDevice: (_, { entry }) => entry.author,
  about: (_, { entry: { action } }) =>
    action.type === 'role' || action.type === 'remove' || action.type === 'transfer'
      ? `${action.type} ${action.userId}`
      : undefined,
  admissions: (_, { entry: { action } }) => (action.type === 'admit' ? action.inviteId : undefined),
  transfers: (_, { entry }) => (entry.action.type === 'transfer' ? 'all' : undefined),
  certifiedBy: (_, { entry: { action } }) =>
    action.type === 'deviceAdd' ? action.certificate.issuer?.deviceId : undefined,
  changesOfDevices: (_, { entry: { action } }) =>
    action.type === 'deviceAdd' || action.type === 'deviceRemove' ? 'all' : undefined,
  strips: (draft, { entry }) => (draft.lowers.has(entry.hash) ? 'all' : undefined),
}

export function collectActs(
  draft: Draft,
  part: ConcurrentPart,
  nodes: readonly Node[],
): ActsOfPart {
  const kinds = new Map<string, (key: string) => Places>()
  /** Grouped once a kind is asked for: most parts ask for one or two. */
  const acts = (kind: keyof ActsOfPart, key: string) => {
    const group = kinds.get(kind) ?? groupBy(part, nodes, (node) => KEYS[kind](draft, node))
    kinds.set(kind, group)
    return group(key)
  }
  return {
    ofPerson: (userId) => acts('ofPerson', userId),
    ofDevice: (deviceId) => acts('ofDevice', deviceId),
    about: (type, userId) => acts('about', `${type} ${userId}`),
    admissions: (inviteId) => acts('admissions', inviteId),
    transfers: () => acts('transfers', 'all'),
    certifiedBy: (deviceId) => acts('certifiedBy', deviceId),
    changesOfDevices: () => acts('changesOfDevices', 'all'),
    strips: () => acts('strips', 'all'),
  }
}

function groupBy(
  part: ConcurrentPart,
  nodes: readonly Node[],
  keyOf: (node: Node) => string | undefined,
): (key: string) => Places {
  const nodesOf = Map.groupBy(nodes, keyOf)
  const known = new Map<string, Places>()
  return (key) => {
    const found = known.get(key)
    if (found) return found
    const places = createPlaces(part.size)
    for (const node of nodesOf.get(key) ?? []) addPlace(places, part.place(node))
    known.set(key, places)
    return places
  }
}
