import type { ErrorCode } from '../../../src-core/base/errors.ts'
import { err, ok, type Result } from '../../../src-core/base/result.ts'
import { stripPictureMetadata } from '../../../src-core/documents/pictures/stripPicture.ts'
import type { Outgoing } from './uploads.ts'

/** 2 GiB, the largest file a Space takes (protocol.md, sizes). */
export const MAX_FILE_BYTES = 2 * 1024 ** 3
/** Pictures are read whole to take their metadata out; larger ones go as plain files. */
export const MAX_PICTURE_BYTES = 128 * 1024 * 1024
const MAX_FILE_NAME = 1000

const PICTURES = /^image\/(jpeg|png|webp)$/i

/**
 * Looks a chosen file through: refuses what no Space takes, and takes out of a picture where, with what and
 * by whom it was made, before any byte of it leaves this page.
 */
export async function prepareFile(file: File): Promise<Result<Outgoing, ErrorCode>> {
  if (file.size === 0) return err('FILE_EMPTY')
  if (file.size > MAX_FILE_BYTES) return err('FILE_TOO_LARGE')
  const plain: Outgoing = {
    name: file.name.slice(0, MAX_FILE_NAME) || 'file',
    mime: file.type.slice(0, 200) || 'application/octet-stream',
    content: file,
    picture: null,
    removed: [],
  }
  if (!PICTURES.test(file.type) || file.size > MAX_PICTURE_BYTES) return ok(plain)
  try {
    const stripped = stripPictureMetadata(new Uint8Array(await file.arrayBuffer()))
    if (!stripped) return ok(plain)
    const { bytes, mime, width, height, removed } = stripped
    return ok({
      ...plain,
      mime,
      content: new Blob([new Uint8Array(bytes)], { type: mime }),
      picture: { width, height, alt: '' },
      removed: [...removed],
    })
  } catch {
    // The browser could not read it: moved or removed since it was chosen, or a folder.
    return err('NOT_FOUND')
  }
}

/** Why a picture keeps what it says of where, with what and by whom it was made; the person is told. */
export type DetailsKept = 'kind' | 'size' | 'unreadable'

/** Undefined for what is not a picture, and for a picture whose details were taken out. */
export function detailsKept(file: Outgoing): DetailsKept | undefined {
  if (file.picture !== null || !/^(image|video)\//i.test(file.mime)) return undefined
  if (!PICTURES.test(file.mime)) return 'kind'
  return file.content.size > MAX_PICTURE_BYTES ? 'size' : 'unreadable'
}
