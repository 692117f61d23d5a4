import { FoyerError } from '../../base/errors.ts'
import type { FoyerContract } from '../../bridge/contract.ts'
import type { Handlers } from '../../bridge/types.ts'
import type { Keeping, KeepingState } from '../../ports/index.ts'
import { live } from '../live.ts'

const NONE: KeepingState = { state: 'none' }

/** `keeping` is there in a guest page only; other hosts keep everything anyway. */
export function createKeepingHandlers(
  keeping: Keeping | undefined,
): Handlers<FoyerContract>['keeping'] {
  const own = (): Keeping => {
    if (!keeping) throw new FoyerError('NOT_ALLOWED')
    return keeping
  }
  return {
    watch: (_, sink) =>
      live(sink, keeping ? [keeping.onState] : [], () => keeping?.state() ?? NONE),
    keep: () => own().keep(),
    remove: () => own().remove(),
  }
}
