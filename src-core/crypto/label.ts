import { utf8 } from '../base/bytes.ts'

/** What a signature or a derived key is for; every use of a key has a label of its own (rule 2). */
export const labelBytes = (label: string): Uint8Array => utf8(`foyer/v1/${label}`)
