import type { Disposer } from '../../base/disposer.ts'
import type { IdentityWithSecrets } from '../../membership/index.ts'
import type { Clock } from '../../ports/index.ts'
import type { Cutoffs } from '../space/cutoffs.ts'
import type { Space } from '../space/space.ts'
import type { SpaceMembership } from '../space/spaceMembership.ts'
import type { SpacePeople } from '../space/spacePeople.ts'
import { followParent } from './followParent.ts'
import { createGroupActions, type GroupActions } from './groupActions.ts'
import { createGroupPeople } from './groupPeople.ts'
import { createParentGate, type ParentGate } from './parentGate.ts'

export interface GroupParts {
  readonly identity: IdentityWithSecrets
  readonly membership: SpaceMembership
  readonly cutoffs: Cutoffs
  readonly clock: Clock
}

/** What a Space is given that is a hidden group of another one (rule 10). */
export interface GroupOf {
  readonly parent: Space
  readonly gate: ParentGate
  readonly people: SpacePeople
  actions(parts: GroupParts): GroupActions
  follow(parts: GroupParts): Disposer
}

export const groupOf = (parent: Space): GroupOf => ({
  parent,
  gate: createParentGate(parent.membership),
  people: createGroupPeople(parent.people),
  actions: (parts) => createGroupActions({ ...parts, parent: parent.membership }),
  follow: (parts) => followParent({ ...parts, parent: parent.membership }),
})
