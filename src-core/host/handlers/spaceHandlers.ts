import type { Disposer } from '../../base/disposer.ts'
import type { SpaceId } from '../../base/ids.ts'
import type { FoyerContract, SpaceSummary } from '../../bridge/contract.ts'
import type { Handlers, StreamSink } from '../../bridge/types.ts'
import { live, type Source } from '../live.ts'
import type { Runtime } from '../runtime.ts'
import type { Space } from '../space/space.ts'
import type { RuntimeSource } from './context.ts'

const draftKey = (spaceId: string, key: string) => `draft:${spaceId}:${key}`

export function createSpaceHandlers(runtime: RuntimeSource): Handlers<FoyerContract>['spaces'] {
  return {
    watch: (_, sink) => watchSpaces(runtime(), sink),
    create: ({ name, enamel }) => ({ spaceId: runtime().createSpace(name, enamel).spaceId }),
    rename({ spaceId, name, enamel }) {
      runtime().space(spaceId).actions.rename(name, enamel)
    },
    remove({ spaceId }) {
      runtime().removeSpace(spaceId)
    },
    view({ spaceId }, sink) {
      const space = runtime().space(spaceId)
      return live(sink, [aroundFeed(space)], space.views.view)
    },
    devices({ spaceId }, sink) {
      const space = runtime().space(spaceId)
      return live(sink, [aroundFeed(space)], space.views.devices)
    },
    markRead({ spaceId, order }) {
      const running = runtime()
      const space = running.space(spaceId)
      if (order <= space.row().readOrder) return
      space.putRow({ readOrder: order, readAt: running.now() })
    },
    presence({ spaceId, here, itemId }) {
      runtime().space(spaceId).sync.setPlace(here, itemId)
    },
    retryQuarantined({ spaceId, deviceId }) {
      runtime().space(spaceId).quarantine.retry(deviceId)
    },
    dropQuarantined({ spaceId, deviceId }) {
      runtime().space(spaceId).quarantine.drop(deviceId)
    },
    draft: ({ spaceId, key }) =>
      runtime().profile.storage.settings.get(draftKey(spaceId, key)) ?? '',
    setDraft({ spaceId, key, text }) {
      // A page that goes with its Space saves once more: nothing may be left of one that was erased.
      runtime().space(spaceId)
      const { storage } = runtime().profile
      const name = draftKey(spaceId, key)
      storage.transaction(() =>
        text === '' ? storage.settings.remove(name) : storage.settings.set(name, text),
      )
    },
  }
}

/** What a Space shows besides its feed does not change with every item and transfer. */
const aroundFeed =
  (space: Space): Source =>
  (listener) =>
    space.onChange(({ type }) => {
      if (type !== 'feed' && type !== 'files') listener()
    })

/** Every Space with its hidden groups right after it. */
const withGroups = (spaces: readonly Space[]): Space[] =>
  spaces
    .filter(({ group }) => !group)
    .flatMap((space) => [space, ...spaces.filter(({ group }) => group?.parent === space.spaceId)])

/** A change in one Space reads that Space again, not all of them. */
function watchSpaces(running: Runtime, sink: StreamSink<SpaceSummary[]>): Disposer {
  const known = new Map<SpaceId, SpaceSummary>()
  const source: Source = (listener) =>
    running.onChange((spaceId) => {
      if (spaceId) known.delete(spaceId)
      else known.clear()
      listener()
    })
  return live(sink, [source], () =>
    withGroups(running.spaces()).map(({ spaceId, views }) => {
      const summary = known.get(spaceId) ?? views.summary()
      known.set(spaceId, summary)
      return summary
    }),
  )
}
