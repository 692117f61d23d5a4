import type { Person } from '../../bridge/schemas.ts'
import { type CursorState, encodeCursors } from '../../documents/index.ts'

type State = NonNullable<CursorState['state']>

const each = (cursors: readonly CursorState[], change: (one: CursorState, state: State) => State) =>
  encodeCursors(
    cursors.map((one) => ({ ...one, state: one.state === null ? null : change(one, one.state) })),
  )

/** What others are told: where a cursor is. Whose it is, they know from the device. */
export const bareCursors = (cursors: readonly CursorState[]): Uint8Array =>
  each(cursors, (_, { cursor = null }) => ({ cursor }))

/**
 * What a page sees of another device's cursors: where they are, and the name and colour of the member
 * whose device it is. What a cursor says of itself is dropped, or anybody could write as anybody.
 */
export const namedCursors = (
  cursors: readonly CursorState[],
  { name, enamel }: Pick<Person, 'name' | 'enamel'>,
): Uint8Array =>
  each(cursors, ({ client }, { cursor = null }) => ({ cursor, user: { name, enamel, client } }))
