import {
  IconFile,
  IconFileMusic,
  IconFileSpreadsheet,
  IconFileText,
  IconFileZip,
  IconPhoto,
  IconVideo,
} from '@tabler/icons-react'

/** Pictures that a browser shows without running anything in them; SVG is not one. */
const SHOWN = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'] as const
export type ShownMime = (typeof SHOWN)[number]

export const shownMime = (mime: string): ShownMime | undefined =>
  SHOWN.find((known) => known === mime.toLowerCase())

/** The icon of a file, by its type or, without one, by the end of its name. */
export function fileIcon(mime: string, name: string): typeof IconFile {
  const end = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  if (mime.startsWith('image/')) return IconPhoto
  if (mime.startsWith('video/')) return IconVideo
  if (mime.startsWith('audio/')) return IconFileMusic
  if (/zip|compressed|tar/.test(mime) || /^(zip|gz|7z|rar|tar)$/.test(end)) return IconFileZip
  if (/sheet|excel|csv/.test(mime) || /^(xlsx?|ods|csv)$/.test(end)) return IconFileSpreadsheet
  return /^text\/|pdf|word|document/.test(mime) || /^(pdf|docx?|odt|txt|md)$/.test(end)
    ? IconFileText
    : IconFile
}
