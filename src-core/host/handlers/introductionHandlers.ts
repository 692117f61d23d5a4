import { createEmitter } from '../../base/emitter.ts'
import type { FoyerContract } from '../../bridge/contract.ts'
import type { Handlers } from '../../bridge/types.ts'
import type { IntroductionRow } from '../../ports/index.ts'
import type { HostState } from '../hostState.ts'
import { live } from '../live.ts'

const NOTHING: IntroductionRow = { name: null, email: null, photo: null }

export function createIntroductionHandlers({
  runtime,
  onStatus,
}: Pick<HostState, 'runtime' | 'onStatus'>): Handlers<FoyerContract>['introduction'] {
  // Not with every change of a Space: a page shows one's own picture all the time.
  const changed = createEmitter<void>()
  return {
    watch({ spaceId }, sink) {
      const { gate } = runtime()
      const access = gate.for('introduction')
      return live(sink, [changed.on, onStatus], () => ({
        profileName: access.self()?.name ?? '',
        everywhere: access.told(null) ?? NOTHING,
        own: (spaceId && access.told(spaceId)) ?? null,
      }))
    },
    tell({ spaceId, told }) {
      const { gate, profile, space, spaces } = runtime()
      const concerned = spaceId ? [space(spaceId)] : spaces()
      profile.storage.transaction(() => gate.for('introduction').tell(spaceId, told ?? undefined))
      for (const { people } of concerned) people.introduce()
      changed.emit()
    },
    photo: ({ spaceId, userId }) => runtime().space(spaceId).people.photo(userId),
  }
}
