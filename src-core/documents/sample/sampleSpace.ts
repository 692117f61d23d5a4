import { sampleInDutch } from './dutch.ts'
import { sampleInEnglish } from './english.ts'
import { sampleInFrench } from './french.ts'
import type { SampleSpace } from './sampleTypes.ts'

/** By language of the interface; names of buttons are those of the interface in that language. */
export const SAMPLE_SPACES: Readonly<Record<'en' | 'nl' | 'fr-CA', SampleSpace>> = {
  en: { enamel: 'ochre', ...sampleInEnglish },
  nl: { enamel: 'ochre', ...sampleInDutch },
  'fr-CA': { enamel: 'ochre', ...sampleInFrench },
}
