import type { Door } from '../../../src-core/bridge/contract.ts'
import { toFailure } from '../../state/failure.ts'

/** A door as it is shown: a link that could not even be looked at is a refusal too. */
export const knownDoor = (door: Door | undefined, error: Error | undefined): Door | undefined =>
  error ? { state: 'refused', code: toFailure(error).code } : door
