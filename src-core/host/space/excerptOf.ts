import type { ItemRow } from '../../ports/index.ts'

const EXCERPT_LENGTH = 80

/** A line of text by which an item is recognized. */
export function excerptOf({ kind, content }: Pick<ItemRow, 'kind' | 'content'>): string {
  const { text, title, url, name } = JSON.parse(content)
  const whole: string = { message: text, note: title, link: url, file: name }[kind]
  return shortened(whole)
}

export const shortened = (text: string): string =>
  text.length > EXCERPT_LENGTH ? `${text.slice(0, EXCERPT_LENGTH)}…` : text
