import {
  bytes,
  type Codec,
  CodecError,
  decode,
  encode,
  fixedBytes,
  list,
  mapped,
  nullable,
  struct,
  text,
  u8,
  u32,
  u53,
  union,
} from '../base/codec.ts'
import { shortId } from '../base/idCodec.ts'
import type { FileId } from '../base/ids.ts'
import { cleanFileName, cleanMime } from './fileName.ts'

/** Plain bytes of a chunk; the last one of a file may be shorter. */
export const CHUNK_BYTES = 256 * 1024
export const MAX_FILE_BYTES = 2 * 1024 * 1024 * 1024
/** Beyond this many chunks their hashes travel as a sealed chunk of their own. */
export const MAX_INLINE_HASHES = 500

/** What was taken out of a picture before sealing. */
export const REMOVABLE = ['location', 'camera', 'author'] as const
export type Removed = (typeof REMOVABLE)[number]

export interface Picture {
  readonly width: number
  readonly height: number
  readonly alt: string
}

/**
 * All that is needed to fetch, check and open a file. It travels inside the signed and sealed feed item;
 * at rest it is sealed under the Space's data key. Chunks are named by the BLAKE2b-256 of their sealed
 * bytes.
 */
export interface FileManifestWithSecrets {
  readonly fileId: FileId
  readonly name: string
  readonly sizeBytes: number
  readonly mime: string
  readonly picture: Picture | null
  readonly removed: readonly Removed[]
  /** 32 bytes, random, for this file only. */
  readonly key: Uint8Array
  readonly chunkBytes: number
  readonly chunks:
    | { readonly type: 'inline'; readonly hashes: readonly Uint8Array[] }
    /** `hash` names the sealed list of `count` hashes, 32 bytes each. */
    | { readonly type: 'list'; readonly hash: Uint8Array; readonly count: number }
}

const removed: Codec<Removed> = mapped(
  u8,
  (tag) => {
    const name = REMOVABLE[tag]
    if (!name) throw new CodecError('unknown variant')
    return name
  },
  (name) => REMOVABLE.indexOf(name),
)

const picture: Codec<Picture> = struct({ width: u32, height: u32, alt: text(4000) })

const hash = fixedBytes(32)
const chunks = union({
  inline: [1, struct({ hashes: list(hash, MAX_INLINE_HASHES) })],
  list: [2, struct({ hash, count: u32 })],
})

/** 2: the id of a file begins with its author's tag (`fileId.ts`). */
const FORMAT = 2

const fileManifest: Codec<FileManifestWithSecrets> = struct({
  fileId: shortId<FileId>(),
  name: text(4000),
  sizeBytes: u53,
  mime: text(200),
  picture: nullable(picture),
  removed: list(removed, REMOVABLE.length),
  key: fixedBytes(32),
  chunkBytes: u32,
  chunks,
})

const versioned = struct({ version: u8, manifest: bytes(64 * 1024) })

export const manifestToBytes = (manifest: FileManifestWithSecrets): Uint8Array =>
  encode(versioned, { version: FORMAT, manifest: encode(fileManifest, manifest) })

/** Undefined for what is malformed, of another format, or does not add up. */
export function manifestFromBytes(input: Uint8Array): FileManifestWithSecrets | undefined {
  try {
    const { version, manifest } = decode(versioned, input)
    if (version !== FORMAT) return undefined
    const value = decode(fileManifest, manifest)
    return addsUp(value) ? value : undefined
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
}

export const chunkCountOf = ({ chunks: held }: FileManifestWithSecrets): number =>
  held.type === 'inline' ? held.hashes.length : held.count

function addsUp(manifest: FileManifestWithSecrets): boolean {
  const { sizeBytes, chunkBytes } = manifest
  return (
    cleanFileName(manifest.name) === manifest.name &&
    cleanMime(manifest.mime) === manifest.mime &&
    sizeBytes > 0 &&
    sizeBytes <= MAX_FILE_BYTES &&
    chunkBytes === CHUNK_BYTES &&
    chunkCountOf(manifest) === Math.ceil(sizeBytes / chunkBytes)
  )
}
