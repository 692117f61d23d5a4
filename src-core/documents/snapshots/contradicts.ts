import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { equalBytes } from '../../base/bytes.ts'
import { createPace, inOneTurn, type Steps } from '../../base/steps.ts'

type Struct = Y.Item | Y.GC | Y.Skip
type MayGoOn = (client: number, end: number) => boolean
type ByClient = ReadonlyMap<number, readonly Struct[]>
export type Contradiction = 'content' | 'gap'

/** What is compared in a step: some 5 ms. */
const STRUCTS_A_STEP = 4_000

/**
 * What a snapshot's state says otherwise than the updates that it stands for: something that was not written
 * so (`content`), or clocks that it does not have (`gap`). It may show less: what was deleted, or counted no
 * more. Both must have been checked before (`checkState`, `checkUpdate`); `updates` are in the order of their
 * chains, those that count no more with what they said. `mayGoOn`: of this client more was written, up to before this
 * clock, which comes here no more.
 */
export function contradicts(
  state: Uint8Array,
  updates: Iterable<Uint8Array>,
  mayGoOn: MayGoOn = () => false,
): Contradiction | undefined {
  const comparison = createComparison(state)
  for (const update of updates) comparison.add(update)
  return inOneTurn(comparison.steps(mayGoOn))
}

export interface Comparison {
  /** One of the updates that it stands for, in the order of their chains. */
  add(update: Uint8Array): void
  /** When all were added. */
  steps(mayGoOn: MayGoOn): Steps<Contradiction | undefined>
  /**
   * With another snapshot's state, beneath which went what nobody can compare any more: another content of a clock, or,
   * where it takes that one's place (`isOver`), clocks that it does not have. What either does not show cannot be
   * compared, nor the clients of `isUnknown`.
   */
  withBase(
    base: Uint8Array,
    isOver: boolean,
    isUnknown: (client: number) => boolean,
  ): Steps<Contradiction | undefined>
}

/** The same in steps. */
export function createComparison(state: Uint8Array): Comparison {
  const said = new Map<number, Struct[]>()
  const written = new Map<number, Struct[]>()
  collect(state, said)
  return {
    add: (update) => collect(update, written),
    steps: (mayGoOn) => compared(said, written, mayGoOn),
    *withBase(base, isOver, isUnknown) {
      const before = new Map<number, Struct[]>()
      collect(base, before)
      yield
      const isLong = createPace(STRUCTS_A_STEP)
      for (const [client, structs] of before) {
        const here = said.get(client) ?? []
        if (isUnknown(client)) continue
        if (isOver && endOf(here) < endOf(structs)) return 'gap'
        const shown = structs.filter(isShown)
        if (!(yield* isWrittenSo(here, shown, () => true, isLong))) return 'content'
      }
      return undefined
    },
  }
}

const isShown = (struct: Struct) =>
  struct instanceof Y.Item && !(struct.content instanceof Y.ContentDeleted)

function* compared(
  said: ByClient,
  written: ByClient,
  mayGoOn: MayGoOn,
): Steps<Contradiction | undefined> {
  const isLong = createPace(STRUCTS_A_STEP)
  for (const [client, structs] of written)
    if (endOf(said.get(client)) < endOf(structs)) return 'gap'
  for (const [client, structs] of said) {
    // Emptiness too: it would swallow what its author writes next.
    const end = endOf(structs)
    if (end > endOf(written.get(client)) && !mayGoOn(client, end)) return 'content'
    const other = written.get(client) ?? []
    if (!(yield* isWrittenSo(structs, other, mayGoOn, isLong))) return 'content'
  }
  return undefined
}

/** Whether two documents show the same, written by the same in the same places. */
export function* isSameInSteps(a: Uint8Array, b: Uint8Array): Steps<boolean> {
  const [one, other] = [new Map<number, Struct[]>(), new Map<number, Struct[]>()]
  collect(a, one)
  yield
  collect(b, other)
  yield
  const never = () => false
  if ((yield* compared(one, other, never)) !== undefined) return false
  return (yield* compared(other, one, never)) === undefined
}

function collect(update: Uint8Array, found: Map<number, Struct[]>) {
  for (const struct of Y.decodeUpdate(update).structs) {
    const known = found.get(struct.id.client)
    if (known) known.push(struct)
    else found.set(struct.id.client, [struct])
  }
}

function endOf(structs: readonly Struct[] | undefined): number {
  const last = structs?.at(-1)
  return last ? last.id.clock + last.length : 0
}

/** Both in the order of their clocks, from 0 on. */
function* isWrittenSo(
  said: readonly Struct[],
  written: readonly Struct[],
  mayGoOn: MayGoOn,
  isLong: (by: number) => boolean,
): Steps<boolean> {
  let at = 0
  for (const struct of said) {
    if (isLong(1)) yield
    if (!(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted) continue
    const end = struct.id.clock + struct.length
    for (let clock = struct.id.clock; clock < end; ) {
      while (
        at < written.length &&
        (written[at] as Struct).id.clock + (written[at] as Struct).length <= clock
      ) {
        at++
        if (isLong(1)) yield
      }
      const other = written[at]
      if (!other || other.id.clock > clock) {
        const behind = Math.min(end, other?.id.clock ?? end)
        if (!mayGoOn(struct.id.client, behind)) return false
        clock = behind
        continue
      }
      const to = Math.min(end, other.id.clock + other.length)
      if (!(other instanceof Y.Item) || !isSame(struct, other, clock, to)) return false
      clock = to
    }
  }
  return true
}

/** Whether both say the same from the clock `from` to before `to`. */
function isSame(said: Y.Item, written: Y.Item, from: number, to: number): boolean {
  const [one, other] = [originAt(said, from), originAt(written, from)]
  if (!Y.compareIDs(one, other) || !Y.compareIDs(said.rightOrigin, written.rightOrigin))
    return false
  const isNamed = one === null && said.rightOrigin === null
  if (isNamed && !isSamePlace(said, written)) return false
  return isSameContent(said, written, from, to)
}

/** Behind its first unit each stands behind the one before. */
const originAt = ({ id, origin }: Y.Item, clock: number): Y.ID | null =>
  clock === id.clock ? origin : Y.createID(id.client, clock - 1)

function isSamePlace(a: Y.Item, b: Y.Item): boolean {
  const [one, other] = [a.parent as unknown, b.parent as unknown]
  const isSameParent =
    one instanceof Y.ID && other instanceof Y.ID ? Y.compareIDs(one, other) : one === other
  return isSameParent && a.parentSub === b.parentSub
}

function isSameContent(said: Y.Item, written: Y.Item, from: number, to: number): boolean {
  if (said.content.constructor !== written.content.constructor) return false
  const [one, other] = [partOf(said, from, to), partOf(written, from, to)]
  if (typeof one === 'string' && typeof other === 'string') return isSameText(one, other)
  return equalBytes(encoded(one), encoded(other))
}

/** Texts and lists can be divided, whatever else has one clock only. */
function partOf({ id, content }: Y.Item, from: number, to: number): unknown {
  const [start, end] = [from - id.clock, to - id.clock]
  if (content instanceof Y.ContentString) return content.str.slice(start, end)
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON)
    return content.arr.slice(start, end)
  const encoder = new Y.UpdateEncoderV1()
  content.write(encoder, 0)
  return encoding.toUint8Array(encoder.restEncoder)
}

const encoded = (value: unknown): Uint8Array =>
  encoding.encode((out) => encoding.writeAny(out, value as never))

/** Yjs puts a replacement in the place of each half of a character that is torn, and anyone can tear one. */
function isSameText(said: string, written: string): boolean {
  if (said === written) return true
  if (said.length !== written.length) return false
  for (let at = 0; at < said.length; at++) {
    if (said[at] === written[at]) continue
    const code = written.charCodeAt(at)
    if (said[at] !== '\ufffd' || code < 0xd800 || code > 0xdfff) return false
  }
  return true
}
