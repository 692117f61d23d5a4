import type { FoyerContract } from '../../bridge/contract.ts'
import type { Handlers } from '../../bridge/types.ts'
import type { IntroductionRow } from '../../ports/index.ts'
import { live } from '../live.ts'
import type { RuntimeSource } from './context.ts'

const NOTHING: IntroductionRow = { name: null, email: null, photo: null }

export function createIntroductionHandlers(
  runtime: RuntimeSource,
): Handlers<FoyerContract>['introduction'] {
  return {
    watch({ spaceId }, sink) {
      const { gate, onChange } = runtime()
      const access = gate.for('introduction')
      return live(sink, [onChange], () => ({
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
    },
    photo: ({ spaceId, userId }) => runtime().space(spaceId).people.photo(userId),
  }
}
