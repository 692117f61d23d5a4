import { contentHash } from '../crypto/index.ts'
import { CHUNKS_IN_FLIGHT } from './limits.ts'
import type { SessionContext } from './sessionContext.ts'

export interface ChunkRequests {
  want(hashes: readonly string[]): void
  cancel(hashes: readonly string[]): void
  /** Asks for as many as may be in flight. */
  plan(): void
  /** False: the bytes do not have this hash. */
  received(hash: string, bytes: Uint8Array): boolean
  missing(hash: string): void
  /** Chunks asked for long ago count as missing. */
  tick(): void
}

const ANSWER_WITHIN_MS = 60_000
/** So many are asked for at once while others are under way: a request crosses six processes. */
const ASK_FROM = 4

/** File chunks by their hash, 16 in flight; each is verified before anyone sees it. */
export function createChunkRequests(context: SessionContext): ChunkRequests {
  const { replica, link, clock } = context
  const queue = new Set<string>()
  const inFlight = new Map<string, number>()

  const plan = () => {
    if (!context.isTrusted() || inFlight.size > CHUNKS_IN_FLIGHT - ASK_FROM) return
    const hashes: string[] = []
    for (const hash of queue) {
      if (inFlight.size >= CHUNKS_IN_FLIGHT) break
      queue.delete(hash)
      inFlight.set(hash, clock.now())
      hashes.push(hash)
    }
    if (hashes.length > 0) context.say('live', { type: 'wantChunks', hashes })
  }

  const missing = (hash: string) => {
    if (!inFlight.delete(hash)) return
    replica.chunkMissing(hash, link.device)
    plan()
  }

  return {
    want(hashes) {
      for (const hash of hashes) if (!inFlight.has(hash)) queue.add(hash)
      plan()
    },
    cancel(hashes) {
      for (const hash of hashes) {
        queue.delete(hash)
        inFlight.delete(hash)
      }
      plan()
    },
    plan,
    received(hash, bytes) {
      if (contentHash(bytes) !== hash) return false
      // Cancelled meanwhile, or never asked for: not wanted.
      if (!inFlight.delete(hash)) return true
      plan()
      replica.receiveChunk(hash, bytes, link.device)
      return true
    },
    missing,
    tick() {
      for (const [hash, at] of [...inFlight])
        if (Math.abs(clock.now() - at) > ANSWER_WITHIN_MS) missing(hash)
    },
  }
}
