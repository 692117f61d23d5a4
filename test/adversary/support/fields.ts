import { Reader } from '../../../src-core/base/codec.ts'

/** One value that a decoder read: a number of so many bytes, or bytes of a length it knew. */
export interface Field {
  readonly kind: 'number' | 'bytes'
  readonly start: number
  readonly length: number
  /** How many values had been read once it was, itself included. */
  readonly order: number
}

type Watcher = (reader: Reader, kind: Field['kind'], start: number, length: number) => void
interface Inside {
  readonly offset: number
  readonly bytes: Uint8Array
}

let watcher: Watcher | undefined
for (const [name, kind] of [
  ['uint', 'number'],
  ['raw', 'bytes'],
] as const) {
  const read = Reader.prototype[name] as (length: number) => never
  Reader.prototype[name] = function (this: Reader, length: number) {
    const start = (this as unknown as Inside).offset
    // Before it is read: also what is asked for in vain counts as read.
    watcher?.(this, kind, start, length)
    return read.call(this, length)
  }
}

/** What `read` does with every value that a decoder gets out of bytes while it runs. */
function watching<T>(watch: Watcher, run: () => T): T {
  watcher = watch
  try {
    return run()
  } finally {
    watcher = undefined
  }
}

/** How many values a decoder reads before it is through, or refuses. */
export function countReads<T>(run: () => T): { readonly reads: number; readonly value: T } {
  let reads = 0
  const value = watching(
    () => void reads++,
    () => run(),
  )
  return { reads, value }
}

/**
 * Where the fields of well-formed bytes lie, also those of what is encoded inside of a field: learned from
 * the decoder itself, so that a format that is added has them without a list.
 */
export function fieldsOf(decode: (bytes: Uint8Array) => unknown, good: Uint8Array): Field[] {
  const whole = Buffer.from(good)
  const found = new Map<string, Field>()
  let order = 0
  const watch: Watcher = (reader, kind, start, length) => {
    order++
    const { bytes } = reader as unknown as Inside
    const at = bytes.length > 0 ? whole.indexOf(bytes) : -1
    if (at < 0 || length === 0) return
    const name = `${kind} ${at + start} ${length}`
    if (!found.has(name)) found.set(name, { kind, start: at + start, length, order })
  }
  watching(watch, () => decode(good))
  return [...found.values()].sort((a, b) => a.start - b.start || b.length - a.length)
}
