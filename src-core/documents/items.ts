import * as z from 'zod/mini'
import { isFileOf } from './fileId.ts'
import { MAX_NAME, MAX_TEXT, MAX_URL, SHORT_ID } from './limits.ts'
import { type FileManifestWithSecrets, manifestFromBytes } from './manifest.ts'

/** ms since 1970, within what a Date can hold; told by the author, never used for order (rule 34). */
const time = z.int().check(z.minimum(0), z.maximum(8.64e15))
const text = z.string().check(z.maxLength(MAX_TEXT))
const title = z.string().check(z.maxLength(MAX_NAME))
const url = z.string().check(z.maxLength(MAX_URL), z.regex(/^https?:\/\//i))
const order = z.int().check(z.minimum(1), z.maximum(Number.MAX_SAFE_INTEGER))
const placed = { order, at: time }

/**
 * One value of the feed's map `items`, written once and never changed. Who wrote it is told by the Yjs
 * client id of its struct and by nothing in here. Everything is parsed: an editor's device can write
 * anything.
 */
export const storedItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), ...placed, text }),
  z.object({ kind: z.literal('note'), ...placed, title }),
  z.object({ kind: z.literal('link'), ...placed, url, text }),
  z.object({ kind: z.literal('file'), ...placed, text, manifest: z.instanceof(Uint8Array) }),
])
export type StoredItem = z.infer<typeof storedItem>

/** A value of the map `edits`: what replaces the item's own fields; the last writer of a key wins. */
export const storedEdit = z.object({
  at: time,
  text: z.optional(text),
  title: z.optional(title),
  url: z.optional(url),
  alt: z.optional(z.string().check(z.maxLength(1000))),
})
export type StoredEdit = z.infer<typeof storedEdit>

/** A value of the map `bin`. */
export const storedMark = z.object({ at: time })

/** A value of the map `comments`, rewritten as a whole by its author only. */
export const storedComment = z.object({
  itemId: z.string().check(z.regex(SHORT_ID)),
  order,
  at: time,
  text: text.check(z.minLength(1)),
  editedAt: z.optional(time),
  binnedAt: z.optional(time),
})
export type StoredComment = z.infer<typeof storedComment>

/** What a page shows of an item; the host keeps it as JSON in `ItemRow.content`. No secrets. */
export type ItemContent =
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'note'; readonly title: string }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  | ({ readonly kind: 'file'; readonly text: string } & FileFacts)

/** A manifest without what opens the file. */
export type FileFacts = Readonly<
  Pick<FileManifestWithSecrets, 'fileId' | 'name' | 'sizeBytes' | 'mime' | 'picture' | 'removed'>
>

/**
 * The item as it stands after its newest edit; undefined when a file's manifest cannot be read, or names the
 * file as only another device may. `client`: who wrote the item.
 */
export function contentOf(
  item: StoredItem,
  edit: StoredEdit | undefined,
  client: number,
): ItemContent | undefined {
  switch (item.kind) {
    case 'message':
      return { kind: 'message', text: edit?.text ?? item.text }
    case 'note':
      return { kind: 'note', title: edit?.title ?? item.title }
    case 'link':
      return { kind: 'link', url: edit?.url ?? item.url, text: edit?.text ?? item.text }
    case 'file':
      return fileContentOf(item, edit, client)
  }
}

function fileContentOf(
  item: StoredItem & { kind: 'file' },
  edit: StoredEdit | undefined,
  client: number,
): ItemContent | undefined {
  const manifest = manifestFromBytes(item.manifest)
  if (!manifest || !isFileOf(manifest.fileId, client)) return undefined
  const { fileId, name, sizeBytes, mime, picture, removed } = manifest
  return {
    kind: 'file',
    text: edit?.text ?? item.text,
    fileId,
    name,
    sizeBytes,
    mime,
    picture: picture && { ...picture, alt: edit?.alt ?? picture.alt },
    removed,
  }
}

/** What full-text search finds of an item. */
export function searchTextOf(content: ItemContent): string {
  switch (content.kind) {
    case 'message':
      return content.text
    case 'note':
      return content.title
    case 'link':
      return `${content.url} ${content.text}`.trim()
    case 'file':
      return [content.name, content.picture?.alt, content.text].filter(Boolean).join(' ')
  }
}
