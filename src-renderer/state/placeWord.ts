import type { SpaceView } from '../../src-core/bridge/contract.ts'

export type PlaceWord = 'space' | 'group' | 'document'

/** What a sentence calls the place it stands in: the context of a translation, which is a Space's without one. */
export function placeWord({ parent, document }: Pick<SpaceView, 'parent' | 'document'>): PlaceWord {
  if (parent === null) return 'space'
  return document ? 'document' : 'group'
}
