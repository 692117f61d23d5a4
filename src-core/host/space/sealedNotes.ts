import { fromUtf8, utf8 } from '../../base/bytes.ts'
import { type Id, idToBytes, type SpaceId } from '../../base/ids.ts'
import { openAtRest, sealAtRest } from '../../crypto/index.ts'
import type { Random, SecretKind, Storage } from '../../ports/index.ts'

export interface SealedNotesOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly dataKey: Uint8Array
  readonly random: Random
  readonly kind: SecretKind
}

/** What a Space notes of its devices: sealed under its data key and erased with it. */
export interface SealedNotes<T> {
  all(): ReadonlyMap<string, T>
  put(id: string, value: T): void
  remove(id: string): void
}

/** `T` is anything that JSON can hold. What does not open any more is left out. */
export function createSealedNotes<T>(options: SealedNotesOptions): SealedNotes<T> {
  const { spaceId, storage, dataKey, random, kind } = options
  const place = (id: string) => ({ kind, context: [idToBytes(spaceId), idToBytes(id as Id)] })
  const parse = (id: string, sealed: Uint8Array): [string, T][] => {
    const text = openAtRest(dataKey, place(id), sealed)
    return text ? [[id, JSON.parse(fromUtf8(text)) as T]] : []
  }
  return {
    all: () =>
      new Map(storage.spaces.secrets(spaceId, kind).flatMap(({ id, sealed }) => parse(id, sealed))),
    put(id, value) {
      const text = utf8(JSON.stringify(value))
      storage.spaces.putSecret(spaceId, kind, id, sealAtRest(dataKey, place(id), text, random))
    },
    remove: (id) => storage.spaces.removeSecret(spaceId, kind, id),
  }
}
