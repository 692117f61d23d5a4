import { FoyerError } from '../../base/errors.ts'
import type { GroupCandidate } from '../../bridge/contract/groups.ts'
import type { FoyerContract } from '../../bridge/contract.ts'
import type { Handlers } from '../../bridge/types.ts'
import { live } from '../live.ts'
import { enamelOf, toPerson } from '../people.ts'
import type { Space } from '../space/space.ts'
import type { RuntimeSource } from './context.ts'

/** Hidden groups (rule 10). On hosts without them everything is NOT_ALLOWED. */
export function createGroupHandlers(runtime: RuntimeSource): Handlers<FoyerContract>['groups'] {
  function groups() {
    const { groups } = runtime()
    if (!groups) throw new FoyerError('NOT_ALLOWED')
    return groups
  }
  function group(spaceId: Space['spaceId']) {
    const { group } = runtime().space(spaceId)
    if (!group) throw new FoyerError('NOT_ALLOWED')
    return group
  }
  const ownEnamel = () => enamelOf(runtime().identity.userId)

  return {
    create({ parent, name, enamel = ownEnamel(), people }) {
      const { spaceId } = groups().create(parent, { name, enamel, people, document: false })
      return { spaceId }
    },
    createDocument({ parent, title, people }) {
      const shown = { name: title, enamel: ownEnamel(), people, document: true }
      const space = groups().create(parent, shown)
      return { spaceId: space.spaceId, itemId: space.actions.createNote(title) }
    },
    candidates({ spaceId }, sink) {
      const space = runtime().space(spaceId)
      const of = group(spaceId)
      const parent = runtime().space(of.parent)
      return live(sink, [space.onChange], () => candidatesOf(of, parent))
    },
    add({ spaceId, people }) {
      group(spaceId).add(people)
    },
  }
}

const candidatesOf = ({ standing }: NonNullable<Space['group']>, parent: Space): GroupCandidate[] =>
  parent.membership.present().map((member) => ({
    person: toPerson(parent.people, member.userId),
    role: member.role,
    standing: standing(member),
  }))
