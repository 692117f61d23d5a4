import type { Disposer } from '../../base/disposer.ts'
import type { SpaceId } from '../../base/ids.ts'
import type { IdentityWithSecrets } from '../../membership/index.ts'
import type { Clock } from '../../ports/index.ts'
import type { Cutoffs } from '../space/cutoffs.ts'
import type { SpaceGate } from '../space/spaceGate.ts'
import type { SpaceMembership } from '../space/spaceMembership.ts'
import type { SpacePeople } from '../space/spacePeople.ts'
import { followDevices } from './followDevices.ts'
import { followParent } from './followParent.ts'
import { createGroupActions, type GroupActions } from './groupActions.ts'
import { createGroupPeople } from './groupPeople.ts'
import { createParentGate } from './parentGate.ts'

export interface GroupParts {
  readonly identity: IdentityWithSecrets
  readonly membership: SpaceMembership
  readonly cutoffs: Cutoffs
  readonly clock: Clock
}

/** What a Space is given that is a hidden group of another one (rule 10). */
export interface GroupOf {
  readonly parent: SpaceId
  readonly gate: SpaceGate
  readonly people: SpacePeople
  actions(parts: GroupParts): GroupActions
  follow(parts: GroupParts): Disposer
}

interface ParentSpace {
  readonly spaceId: SpaceId
  readonly membership: SpaceMembership
  readonly people: SpacePeople
}

export const groupOf = (parent: ParentSpace): GroupOf => ({
  parent: parent.spaceId,
  gate: createParentGate(parent.membership),
  people: createGroupPeople(parent.people),
  actions: (parts) => createGroupActions({ ...parts, parent: parent.membership }),
  follow(parts) {
    const options = { ...parts, parent: parent.membership }
    const stops = [followParent(options), followDevices(options)]
    return () => {
      for (const stop of stops) stop()
    }
  },
})
