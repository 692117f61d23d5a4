import type { Shell } from 'electron'

/** The longest address handed to the system's browser, in characters. */
const longestUrl = 8192

/**
 * A new message to nobody yet: a subject and a text. Some mail programs would take a file from the disk for
 * other fields (`attach`), so there are none.
 */
const newMessage = /^mailto:\?subject=[\w%.~!*'()-]*&body=[\w%.~!*'()-]*$/

/**
 * Hands a link to the system's browser, or a new message to its mail program: https and such a message only,
 * nothing that could name a local program.
 */
export function openOutside(shell: Pick<Shell, 'openExternal'>, url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const isPlain = parsed?.protocol === 'https:' && parsed.username === '' && parsed.password === ''
  if (!parsed || url.length > longestUrl) return
  if (isPlain || newMessage.test(parsed.href)) void shell.openExternal(parsed.href)
}
