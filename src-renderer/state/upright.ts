import type { PostProcessorModule } from 'i18next'

/** What turns the order of letters: embeddings, overrides and isolates of Unicode’s bidirectional text. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g

/**
 * A name that somebody chose may hold marks that would turn the words around it, those of a warning too. No
 * sentence of ours needs them: letters of any script find their direction by themselves.
 */
export const upright: PostProcessorModule = {
  type: 'postProcessor',
  name: 'upright',
  process: (value: unknown) =>
    (typeof value === 'string' ? value.replace(TURNS, '') : value) as string,
}
