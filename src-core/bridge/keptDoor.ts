import type { Enamel } from './schemas.ts'

/** What a person knows a kept visit by, told before its host is opened (protocol rule 24). */
export interface KeptDoor {
  /** The visit's own: random. */
  readonly name: string
  /** The Space's name. */
  readonly space: string
  readonly enamel: Enamel
  /** ms since 1970; null: without an end. */
  readonly until: number | null
}
