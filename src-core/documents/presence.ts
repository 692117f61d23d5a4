import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { err, ok, type Result } from '../base/result.ts'
import { isOfTag } from './clientId.ts'
import { MAX_PRESENCE_BYTES } from './limits.ts'

export type PresenceRefusal =
  | 'too large'
  | 'malformed'
  | 'bytes left over'
  | 'too many clients'
  | 'written under the name of another device'

/** One page of a device has one cursor in a note; a few pages may have it open. */
const MAX_CLIENTS = 8

export interface CursorState {
  readonly client: number
  readonly clock: number
  /** Null when the cursor has left. */
  readonly state: Readonly<Record<string, unknown>> | null
}

/**
 * Checks a y-protocols awareness update before any page sees it: rule 11 holds for presence too, so that
 * nobody moves another person's cursor. Never throws.
 */
export function checkPresence(
  update: Uint8Array,
  deviceTag: number,
): Result<readonly CursorState[], PresenceRefusal> {
  if (update.length > MAX_PRESENCE_BYTES) return err('too large')
  try {
    const states = readStates(update)
    if (typeof states === 'string') return err(states)
    return states.every(({ client }) => isOfTag(client, deviceTag))
      ? ok(states)
      : err('written under the name of another device')
  } catch {
    return err('malformed')
  }
}

/** The awareness update that says this. */
export function encodeCursors(states: readonly CursorState[]): Uint8Array {
  const out = encoding.createEncoder()
  encoding.writeVarUint(out, states.length)
  for (const { client, clock, state } of states) {
    encoding.writeVarUint(out, client)
    encoding.writeVarUint(out, clock)
    encoding.writeVarString(out, JSON.stringify(state))
  }
  return encoding.toUint8Array(out)
}

function readStates(update: Uint8Array): CursorState[] | PresenceRefusal {
  const input = decoding.createDecoder(update)
  const count = decoding.readVarUint(input)
  if (count > MAX_CLIENTS) return 'too many clients'
  const states: CursorState[] = []
  for (let i = 0; i < count; i++) {
    const client = decoding.readVarUint(input)
    const clock = decoding.readVarUint(input)
    const state: unknown = JSON.parse(decoding.readVarString(input))
    if (typeof state !== 'object' || Array.isArray(state)) return 'malformed'
    states.push({ client, clock, state: state as CursorState['state'] })
  }
  return decoding.hasContent(input) ? 'bytes left over' : states
}
