import { concatBytes, utf8 } from '../../base/bytes.ts'
import { type Codec, encode, struct, text, tryDecode, u8 } from '../../base/codec.ts'
import { type Id, type ItemId, idToBytes, type SpaceId } from '../../base/ids.ts'
import {
  AEAD_OVERHEAD_BYTES,
  deriveKey,
  equalSecret,
  hashId,
  openAead,
  sealAead,
} from '../../crypto/index.ts'
import type { Random } from '../../ports/index.ts'
import { MAX_NAME } from '../limits.ts'
import { MAX_TREE_DEPTH, MAX_TREE_NODES, type NoteNode, type NoteTree } from './noteTree.ts'

/** All that a kept version holds; whoever has its key reads it, and nothing else is needed. */
export interface VersionContent {
  readonly title: string
  /** What a person called it; empty for those that nobody named. */
  readonly name: string
  readonly tree: NoteTree
}

/** Bytes of a sealed version. A note of a novel's length has about 1 MB. */
export const MAX_VERSION_BYTES = 2 * 1024 * 1024
const VERSION_KEY_BYTES = 32
/** Beside it stand a title, a name and what sealing adds. */
const MAX_TREE_BYTES = MAX_VERSION_BYTES - 2 * MAX_NAME * 4 - 16 - AEAD_OVERHEAD_BYTES

const content: Codec<{ version: number; title: string; name: string; tree: string }> = struct({
  version: u8,
  title: text(MAX_NAME * 4),
  name: text(MAX_NAME * 4),
  tree: text(MAX_TREE_BYTES),
})

interface Place {
  readonly spaceId: SpaceId
  readonly itemId: ItemId
}
const placeOf = ({ spaceId, itemId }: Place) =>
  concatBytes(utf8('foyer/v1/version'), idToBytes(spaceId), idToBytes(itemId))

/** What a record says of the key. */
export const checkOf = (key: Uint8Array, { spaceId, itemId }: Place): Uint8Array =>
  deriveKey(key, 'version/check', idToBytes(spaceId), idToBytes(itemId))

export interface SealedVersion {
  readonly keyWithSecrets: Uint8Array
  readonly blob: Uint8Array
  readonly hash: Uint8Array
  readonly check: Uint8Array
}

/** Under a fresh key of its own. Undefined where it is larger than `MAX_VERSION_BYTES`. */
export function sealVersion(
  place: Place,
  { title, name, tree }: VersionContent,
  random: Random,
): SealedVersion | undefined {
  const json = JSON.stringify(tree)
  if (utf8(json).length > MAX_TREE_BYTES) return undefined
  const encoded = encode(content, { version: 1, title, name, tree: json })
  const key = random.bytes(VERSION_KEY_BYTES)
  const blob = sealAead(key, encoded, placeOf(place), random)
  return { keyWithSecrets: key, blob, hash: blobHash(blob), check: checkOf(key, place) }
}

const blobHash = (blob: Uint8Array): Uint8Array => idToBytes(hashId<Id>(blob))

/** Whether this key and these bytes are those that a record names. */
export function isVersion(
  place: Place,
  record: { readonly hash: Uint8Array; readonly check: Uint8Array; readonly bytes: number },
  sealed: { readonly key: Uint8Array; readonly blob: Uint8Array },
): boolean {
  return (
    sealed.key.length === VERSION_KEY_BYTES &&
    sealed.blob.length === record.bytes &&
    sealed.blob.length <= MAX_VERSION_BYTES &&
    equalSecret(checkOf(sealed.key, place), record.check) &&
    equalSecret(blobHash(sealed.blob), record.hash)
  )
}

/** Undefined for another key or note, or where the author sealed something that is no note. */
export function openVersion(
  place: Place,
  key: Uint8Array,
  blob: Uint8Array,
): VersionContent | undefined {
  const plain = openAead(key, blob, placeOf(place))
  const opened = plain && tryDecode(content, plain)
  const tree = opened?.version === 1 ? parseTree(opened.tree) : undefined
  return opened && tree && { title: opened.title, name: opened.name, tree }
}

function parseTree(json: string): NoteTree | undefined {
  try {
    const { schemaVersion, nodes } = JSON.parse(json) as NoteTree
    const isKnown = Number.isInteger(schemaVersion) && schemaVersion >= 1 && schemaVersion <= 0xffff
    return isKnown && areNodes(nodes) ? { schemaVersion, nodes } : undefined
  } catch {
    return undefined
  }
}

/** Level by level, so that no depth can exhaust the stack. */
function areNodes(nodes: unknown): nodes is readonly NoteNode[] {
  let level: unknown = nodes
  let count = 0
  for (let depth = 0; depth <= MAX_TREE_DEPTH; depth++) {
    if (!Array.isArray(level)) return false
    if (level.length === 0) return true
    count += level.length
    if (count > MAX_TREE_NODES || !level.every(isNode)) return false
    level = level.flatMap((node) => ('name' in node ? (node.children ?? []) : []))
  }
  return false
}

const isPlain = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isShallow = (value: unknown) =>
  value === undefined || (isPlain(value) && JSON.stringify(value).length <= 10_000)

function isNode(value: unknown): value is NoteNode {
  if (!isPlain(value)) return false
  const node = value as Record<string, unknown>
  if (typeof node.name === 'string')
    return (
      node.name.length > 0 &&
      node.name.length <= 100 &&
      isShallow(node.attributes) &&
      (node.children === undefined || Array.isArray(node.children))
    )
  const isText = typeof node.text === 'string' || (node.embed !== undefined && isPlain(node.embed))
  return isText && isShallow(node.marks)
}
