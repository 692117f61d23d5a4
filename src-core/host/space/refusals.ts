import type { DeviceId } from '../../base/ids.ts'
import { contentHash } from '../../crypto/index.ts'

export interface Refusal {
  /** Who wrote it, or who brought it where the author cannot be told. */
  readonly device: DeviceId
  readonly reason: string
  /** It bears its author’s signature: something else about it is not allowed. */
  readonly signed: boolean
}

/** Whoever refuses more than so many has been told enough, and nobody fills the memory with them. */
const MOST = 1000

/** Tells each refused envelope once, however often and by however many ways it comes. */
export function createRefusals(
  tell: (refusal: Refusal) => void,
): (refusal: Refusal, bytes: Uint8Array) => void {
  const told = new Set<string>()
  return (refusal, bytes) => {
    const mark = contentHash(bytes)
    if (told.size >= MOST || told.has(mark)) return
    told.add(mark)
    tell(refusal)
  }
}
