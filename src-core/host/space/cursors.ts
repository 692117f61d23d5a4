import * as z from 'zod/mini'
import type { Person } from '../../bridge/schemas.ts'
import { BODY_ROOT, type CursorState, encodeCursors } from '../../documents/index.ts'

type State = NonNullable<CursorState['state']>

const whole = z.int().check(z.nonnegative())
const structId = z.object({ client: whole, clock: whole })
/** A relative position of Yjs, as its JSON: beside an item, else in a type or at the root of the body. */
const position = z
  .object({
    type: z.optional(z.nullable(structId)),
    tname: z.optional(z.nullable(z.literal(BODY_ROOT))),
    item: z.optional(z.nullable(structId)),
    assoc: z.optional(z.int()),
  })
  .check(z.refine(({ type, tname, item }) => Boolean(type ?? tname ?? item)))
const cursor = z.object({ anchor: position, head: position })

/**
 * Where a cursor is; null where it says anything but that. An editor looks for every cursor while it shows
 * what others type, and would stop in the middle of that.
 */
const placeOf = (state: State) => cursor.safeParse(state.cursor).data ?? null

const each = (cursors: readonly CursorState[], change: (one: CursorState, state: State) => State) =>
  encodeCursors(
    cursors.map((one) => ({ ...one, state: one.state === null ? null : change(one, one.state) })),
  )

/** What others are told: where a cursor is. Whose it is, they know from the device. */
export const bareCursors = (cursors: readonly CursorState[]): Uint8Array =>
  each(cursors, (_, state) => ({ cursor: placeOf(state) }))

/**
 * What a page sees of another device's cursors: where they are, and the name and colour of the member
 * whose device it is. What a cursor says of itself is dropped, or anybody could write as anybody.
 */
export const namedCursors = (
  cursors: readonly CursorState[],
  { name, enamel }: Pick<Person, 'name' | 'enamel'>,
): Uint8Array =>
  each(cursors, ({ client }, state) => ({
    ...{ cursor: placeOf(state), user: { name, enamel, client } },
  }))
