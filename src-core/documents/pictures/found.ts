import { REMOVABLE, type Removed } from '../manifest.ts'

/** Collects what was taken out, in the order the interface names it. */
export interface Found {
  add(...what: readonly Removed[]): void
  list(): Removed[]
}

export function createFound(): Found {
  const all = new Set<Removed>()
  return {
    add(...what) {
      for (const one of what) all.add(one)
    },
    list: () => REMOVABLE.filter((one) => all.has(one)),
  }
}

const WORDS: readonly (readonly [Removed, RegExp])[] = [
  ['location', /GPS|Location|City|Country|Sublocation|geo:/i],
  ['camera', /tiff:Make|tiff:Model|exif:|aux:|CreatorTool|Software|crs:|xmpMM:|Device/i],
  ['author', /dc:creator|dc:rights|Author|Artist|Copyright|photoshop:|Creator|Credit|Owner/i],
]

/** What a text block of unknown structure (XMP, IPTC, PNG text) seems to tell about. */
export const guessRemoved = (text: string): Removed[] =>
  WORDS.filter(([, pattern]) => pattern.test(text)).map(([what]) => what)

/** Bytes as Latin-1, enough to look for the names of fields. */
export function asLatin1(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 8192)
    text += String.fromCharCode(...bytes.subarray(start, start + 8192))
  return text
}

/** A view that throws RangeError beyond the end. */
export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export const startsWith = (bytes: Uint8Array, prefix: readonly number[], at = 0): boolean =>
  prefix.every((byte, index) => bytes[at + index] === byte)

/** A slice that throws RangeError when it would be shorter than asked for. */
export function sliceOf(bytes: Uint8Array, start: number, end: number): Uint8Array {
  if (end > bytes.length || start > end) throw new RangeError('picture is cut off')
  return bytes.subarray(start, end)
}
