import { compareBytes } from '../base/bytes.ts'
import { type Id, idToBytes } from '../base/ids.ts'

/** The order of the bytes, which is not the order of their base64url text. */
export const compareIds = (a: Id, b: Id): number =>
  a === b ? 0 : compareBytes(idToBytes(a), idToBytes(b))
