import type { FoyerContract } from '../../bridge/contract.ts'
import type { Handlers } from '../../bridge/types.ts'
import { live } from '../live.ts'
import type { Space } from '../space/space.ts'
import type { RuntimeSource } from './context.ts'

export function createVersionHandlers(runtime: RuntimeSource): Handlers<FoyerContract>['versions'] {
  const versionsOf = (spaceId: Space['spaceId']) => runtime().space(spaceId).versions.ready()
  return {
    async watch({ spaceId, itemId }, sink) {
      const space = runtime().space(spaceId)
      const { history } = await space.versions.ready()
      return live(sink, [space.onChange], () => history.history(itemId))
    },
    read: async ({ spaceId, itemId, versionId }) =>
      (await versionsOf(spaceId)).history.read(itemId, versionId),
    keep: async ({ spaceId, itemId, name }) => ({
      versionId: (await versionsOf(spaceId)).versions.actions.keep(itemId, name),
    }),
    restore: async ({ spaceId, itemId, versionId }) =>
      (await versionsOf(spaceId)).versions.actions.restore(itemId, versionId),
    erase: async ({ spaceId, itemId, versionIds }) =>
      (await versionsOf(spaceId)).versions.actions.erase(itemId, versionIds),
  }
}
