import { SAMPLE_SPACES } from '../documents/index.ts'
import type { Runtime } from './runtime.ts'

/** The Space that explains Foyer to a new person (WK-18): real in every way, and theirs to erase. */
export function fillSampleSpace(runtime: Runtime, language: keyof typeof SAMPLE_SPACES): void {
  const sample = SAMPLE_SPACES[language]
  const { actions } = runtime.createSpace(sample.name, sample.enamel, true)
  for (const item of sample.items) {
    if (item.kind === 'note') actions.createNote(item.title, item.blocks)
    else actions.post(item.kind === 'link' ? item.url : item.text)
  }
}
