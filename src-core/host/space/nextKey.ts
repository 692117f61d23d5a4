import { createKeyAhead, isSealedTo, type KeyAhead, sealAhead } from '../../membership/index.ts'
import type { Clock, Random } from '../../ports/index.ts'
import { createTurns, inTurns } from './turns.ts'

export interface NextKeyOptions {
  readonly clock: Clock
  readonly random: Random
  /** X25519 keys of all who may read now, kits included. */
  readonly readers: () => readonly Uint8Array[]
}

/** The key of the next epoch, made before it is needed. */
export interface NextKey {
  /** Resolves when it is sealed to all; undefined where the readers are so few that it can wait. */
  seal(): Promise<void> | undefined
  /** What is there of it, for one epoch; undefined where nothing is. */
  take(): KeyAhead | undefined
  close(): void
}

/** Lockboxes take some 0.2 ms each. */
const MANY = 50

export function createNextKey({ clock, random, readers }: NextKeyOptions): NextKey {
  let next: KeyAhead | undefined
  let sealing: Promise<void> | undefined

  async function sealTo(boxKeys: readonly Uint8Array[]) {
    const key = next ?? createKeyAhead(random)
    next = key
    await inTurns(sealWhileNext(key, boxKeys), createTurns(clock))
  }
  /** Once it is taken, whatever it lacks has been sealed with its ROTATE. */
  function* sealWhileNext(key: KeyAhead, boxKeys: readonly Uint8Array[]) {
    for (const _ of sealAhead(key, boxKeys)) {
      if (next !== key) return
      yield
    }
  }
  return {
    seal() {
      if (sealing) return sealing
      const boxKeys = readers().filter((boxKey) => !next || !isSealedTo(next, boxKey))
      if (boxKeys.length < MANY) return undefined
      sealing = sealTo(boxKeys).finally(() => {
        sealing = undefined
      })
      return sealing
    },
    take() {
      const taken = next
      next = undefined
      return taken
    },
    close() {
      next = undefined
    },
  }
}
