import { FoyerError } from '../../base/errors.ts'
import type { DeviceId, SpaceId, UserId } from '../../base/ids.ts'
import type { Enamel } from '../../bridge/schemas.ts'
import {
  createSpaceLog,
  type EncodedEntry,
  entriesMissingFor,
  type IdentityWithSecrets,
  openEntry,
  parentFacts,
  replay,
} from '../../membership/index.ts'
import type { Clock, Random, Storage } from '../../ports/index.ts'
import type { HandedSpace } from '../devices/deviceProtocol.ts'
import type { Space } from '../space/space.ts'
import { createGroupExchange, type GroupExchange, type ToldGroup } from './groupExchange.ts'
import { type GroupOf, groupOf } from './groupOf.ts'

export interface NewGroup {
  readonly name: string
  readonly enamel: Enamel
  /** It is there for one confidential document. */
  readonly document: boolean
  /** Who comes in besides oneself: current members of the Space. */
  readonly people: readonly UserId[]
}

/** The hidden groups on this device (rule 10). */
export interface Groups {
  readonly exchange: GroupExchange
  groupOf(parent: Space): GroupOf
  of(space: SpaceId): readonly Space[]
  /**
   * Throws FoyerError NOT_ALLOWED for who may not write notes in the Space, and within groups; NOT_FOUND
   * for people who are not in the Space.
   */
  create(space: SpaceId, group: NewGroup): Space
  /** Told to linked devices of those who are in it, from now on. */
  opened(group: Space): void
}

export interface GroupsOptions {
  readonly identity: IdentityWithSecrets
  readonly storage: Pick<Storage, 'log'>
  readonly clock: Clock
  readonly random: Random
  readonly spaces: () => readonly Space[]
  /** Throws FoyerError NOT_FOUND. */
  readonly space: (spaceId: SpaceId) => Space
  /** The person took it off this device before. */
  readonly isErased: (spaceId: SpaceId) => boolean
  readonly keep: (
    spaceId: SpaceId,
    entries: readonly EncodedEntry[],
    shown: { name: string; enamel: string; sample: boolean },
    parent: SpaceId,
  ) => Space
}
export type CreateGroups = (options: GroupsOptions) => Groups

/** More than anybody reads; a member who floods others with groups is stopped here. */
const MAX_GROUPS = 200

export const createGroups: CreateGroups = (options) => {
  const { identity, clock, random } = options
  const of = (space: SpaceId) => options.spaces().filter(({ group }) => group?.parent === space)

  const exchange = createGroupExchange({
    groupsOf: (space) => of(space).flatMap((group) => told(group) ?? []),
    takeIn,
  })

  /**
   * Believed are the group's log and the Space's: that the group is this Space's, and who is in it. False where
   * they do not say so.
   */
  function takeIn(space: SpaceId, from: DeviceId, handed: HandedSpace): boolean {
    const { spaceId, entries, name, enamel } = handed
    const parent = options.space(space)
    const isKnown = options.spaces().some((one) => one.spaceId === spaceId)
    if (parent.group || isKnown || options.isErased(spaceId) || of(space).length >= MAX_GROUPS)
      return true
    const state = replay(spaceId, entries, parentFacts(parent.membership.state()))
    const isIn = (device: DeviceId) =>
      [...state.members.values()].some(({ devices }) => devices.includes(device))
    if (state.parent !== space || !isIn(identity.deviceId) || !isIn(from)) return false
    options.keep(spaceId, entriesMissingFor(state, []), { name, enamel, sample: false }, space)
    return true
  }

  function told(space: Space): ToldGroup | undefined {
    const { group, spaceId, membership, sync } = space
    // Told by members only. Whoever confirmed something of the group has it.
    const isFor = (device: DeviceId) =>
      membership.role() !== undefined &&
      membership.isPresent(device) &&
      sync.peer(device).heads === null
    return (
      group && {
        ...{ spaceId, parent: group.parent, isFor },
        epochs: () => membership.state().epochs.length,
        broughtIn() {
          const waiting = [...membership.state().devices.keys()].filter(
            (device) => device !== identity.deviceId && isFor(device),
          )
          // Each by the one who wrote the entry: otherwise every member would put a letter for everybody.
          const own = waiting.length > 0 ? broughtInBy(identity.deviceId, spaceId) : undefined
          return waiting.filter((device) => own?.has(device))
        },
        handed: () => handedGroup(space),
      }
    )
  }

  function broughtInBy(author: DeviceId, spaceId: SpaceId): ReadonlySet<DeviceId> {
    const entries = options.storage.log.list(spaceId).flatMap(({ bytes }) => openEntry(bytes) ?? [])
    return new Set(
      entries.flatMap(({ author: writer, action }) =>
        writer === author && (action.type === 'add' || action.type === 'deviceAdd')
          ? [action.certificate.deviceId]
          : [],
      ),
    )
  }

  return {
    exchange,
    groupOf,
    of,
    create(spaceId, { name, enamel, document, people }) {
      const parent = options.space(spaceId)
      const { membership } = parent
      if (parent.group || !membership.rights().post) throw new FoyerError('NOT_ALLOWED')
      const present = new Set(membership.present().map(({ userId }) => userId))
      if (!people.every((userId) => present.has(userId))) throw new FoyerError('NOT_FOUND')
      const state = membership.state()
      const log = createSpaceLog(identity, {
        ...{ random, clock, relays: state.relays, parent: parentFacts(state) },
      })
      const shown = { name, enamel, sample: false }
      const space = options.keep(log.spaceId, log.entries, shown, spaceId)
      // With one's own other devices.
      space.group?.add([...new Set([identity.userId, ...people])])
      const form = document ? ({ form: 'document' } as const) : {}
      space.documents.changeFeed((feed) => feed.setMeta({ name, enamel, ...form }))
      return space
    },
    opened(group) {
      const tellable = told(group)
      if (!tellable) return
      group.membership.onChange(() => exchange.announce(tellable))
      exchange.announce(tellable)
    },
  }
}

/** Names of people are those of the Space: no cards. */
function handedGroup(group: Space): HandedSpace {
  const { name, enamel } = group.row()
  const entries = entriesMissingFor(group.membership.state(), []).map(({ bytes }) => bytes)
  return { spaceId: group.spaceId, name, enamel, sample: false, entries, cards: [] }
}
