import type { BodyBlock } from '../bodies.ts'
import type { FeedEnamel } from '../feedMaps.ts'

export type SampleItem =
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'note'; readonly title: string; readonly blocks: readonly BodyBlock[] }
  | { readonly kind: 'link'; readonly url: string }

/** What the first Space of a new profile holds: Foyer explained by being used (WK-18). */
export interface SampleSpace {
  readonly name: string
  readonly enamel: FeedEnamel
  /** Oldest first. */
  readonly items: readonly SampleItem[]
}
