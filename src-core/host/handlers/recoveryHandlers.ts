import type { FoyerContract } from '../../bridge/contract.ts'
import type { Handlers } from '../../bridge/types.ts'
import { KIT_WORDS, parseRecoveryWords, recoveryWords } from '../../membership/index.ts'
import { writeSettings } from '../appSettings.ts'
import type { HostState } from '../hostState.ts'
import { noteKit } from '../keptKit.ts'

export function createRecoveryHandlers(host: HostState): Handlers<FoyerContract>['recovery'] {
  return {
    words() {
      const seed = host.runtime().devices.kitSeed()
      return { words: seed && recoveryWords(seed) }
    },
    check({ words }) {
      const parsed = parseRecoveryWords(words)
      if (parsed.type === 'seed') return { ok: true, wrong: [], have: KIT_WORDS, of: KIT_WORDS }
      return { ok: false, wrong: [...parsed.places], have: parsed.count, of: KIT_WORDS }
    },
    async restore({ words, name, passphrase, language }) {
      await host.restore(words, name, passphrase)
      const { storage } = host.runtime().profile
      writeSettings(storage, { language })
      noteKit(storage)
    },
    comeBack: ({ link }) => host.comeBack(link),
  }
}
