/** Longest name kept, in UTF-16 code units; file systems allow 255 bytes and shorten by themselves. */
const MAX_FILE_NAME = 1000

/** Control characters, what turns the direction of text (so that `exe.txt` is not `txt.exe`), slashes. */
const UNSAFE = /[\p{Cc}\u2028-\u202e\u2066-\u2069/\\]/gu

/** A name under which a file can be shown and saved. */
export function cleanFileName(name: string): string {
  const cleaned = name.replace(UNSAFE, '_').slice(0, MAX_FILE_NAME).trim()
  return cleaned === '' || /^\.+$/.test(cleaned) ? 'file' : cleaned
}

/** A media type that can stand in a header; empty when it is none. */
export const cleanMime = (mime: string): string =>
  /^[\w.+-]{1,80}\/[\w.+-]{1,80}$/.test(mime) ? mime.toLowerCase() : ''
