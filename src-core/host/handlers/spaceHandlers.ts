import type { FoyerContract } from '../../bridge/contract.ts'
import type { Handlers } from '../../bridge/types.ts'
import { live } from '../live.ts'
import type { RuntimeSource } from './context.ts'

const draftKey = (spaceId: string, key: string) => `draft:${spaceId}:${key}`

export function createSpaceHandlers(runtime: RuntimeSource): Handlers<FoyerContract>['spaces'] {
  return {
    watch: (_, sink) => {
      const running = runtime()
      return live(sink, [running.onChange], () =>
        running.spaces().map(({ views }) => views.summary()),
      )
    },
    create: ({ name, enamel }) => ({ spaceId: runtime().createSpace(name, enamel).spaceId }),
    rename({ spaceId, name, enamel }) {
      runtime().space(spaceId).actions.rename(name, enamel)
    },
    remove({ spaceId }) {
      runtime().removeSpace(spaceId)
    },
    view({ spaceId }, sink) {
      const space = runtime().space(spaceId)
      return live(sink, [space.onChange], space.views.view)
    },
    devices({ spaceId }, sink) {
      const space = runtime().space(spaceId)
      return live(sink, [space.onChange], space.views.devices)
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
    draft: ({ spaceId, key }) =>
      runtime().profile.storage.settings.get(draftKey(spaceId, key)) ?? '',
    setDraft({ spaceId, key, text }) {
      const { storage } = runtime().profile
      const name = draftKey(spaceId, key)
      storage.transaction(() =>
        text === '' ? storage.settings.remove(name) : storage.settings.set(name, text),
      )
    },
  }
}
