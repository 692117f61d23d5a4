const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The first letter a reader sees: one grapheme, so that emoji and joined scripts stay whole. */
export function initial(name: string): string {
  const trimmed = name.trim()
  for (const { segment } of segmenter.segment(trimmed.slice(0, 64))) {
    return segment.toLocaleUpperCase()
  }
  return '?'
}
