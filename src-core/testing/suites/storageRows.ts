import type { CommentId, DeviceId, DocId, FileId, ItemId, SpaceId, UserId } from '../../base/ids.ts'
import type {
  CommentRow,
  EnvelopeRow,
  FileRow,
  ItemRow,
  ProfileRowWithSecrets,
  SpaceRow,
} from '../../ports/index.ts'

/** Rows for storage tests: everything not named has a plain, valid value. */
export const spaceA = 'A'.repeat(43) as SpaceId
export const spaceB = 'B'.repeat(43) as SpaceId
export const alice = 'alice-alice-alice-ali1' as UserId
export const bob = 'bob-bob-bob-bob-bob-b2' as UserId
export const laptop = 'laptop-laptop-laptop-l' as DeviceId
export const phone = 'phone-phone-phone-phon' as DeviceId
export const feedDoc = 'feed-feed-feed-feed-fe' as DocId
export const bodyDoc = 'body-body-body-body-bo' as DocId

export const spaceRow = (row: Partial<SpaceRow> = {}): SpaceRow => ({
  spaceId: spaceA,
  dataKey: new Uint8Array(32).fill(7),
  addedAt: 1000,
  sample: false,
  parent: null,
  document: false,
  name: 'Notary',
  enamel: 'moss',
  readOrder: 0,
  readAt: 0,
  ...row,
})

export const itemIdOf = (number: number) => `item${String(number).padStart(18, '0')}` as ItemId

export const itemRow = (number: number, row: Partial<ItemRow> = {}): ItemRow => ({
  itemId: itemIdOf(number),
  kind: 'message',
  order: number,
  author: alice,
  device: laptop,
  seq: number,
  createdAt: 10_000 + number,
  editedAt: null,
  editedBy: null,
  binnedAt: null,
  binnedBy: null,
  content: JSON.stringify({ kind: 'message', text: `text ${number}` }),
  searchText: `text ${number}`,
  ...row,
})

export const commentIdOf = (number: number) =>
  `note${String(number).padStart(18, '0')}` as CommentId

export const commentRow = (
  number: number,
  itemId: ItemId,
  row: Partial<CommentRow> = {},
): CommentRow => ({
  commentId: commentIdOf(number),
  itemId,
  order: number,
  author: bob,
  device: phone,
  seq: number,
  createdAt: 20_000 + number,
  editedAt: null,
  binnedAt: null,
  text: `remark ${number}`,
  ...row,
})

export const envelopeRow = (seq: number, row: Partial<EnvelopeRow> = {}): EnvelopeRow => ({
  docId: feedDoc,
  deviceId: laptop,
  seq,
  hash: `hash${String(seq).padStart(39, '0')}`,
  bytes: new Uint8Array([seq % 256, 1, 2]),
  ...row,
})

export const fileRow = (row: Partial<FileRow> = {}): FileRow => ({
  fileId: 'file-file-file-file-fi' as FileId,
  itemId: itemIdOf(1),
  sealedManifest: new Uint8Array([1, 2, 3]),
  chunkCount: 9,
  have: new Uint8Array([0b11, 0]),
  state: 'partial',
  ...row,
})

export const profileRow = (row: Partial<ProfileRowWithSecrets> = {}): ProfileRowWithSecrets => ({
  userId: alice,
  deviceId: laptop,
  name: 'Alice 👩🏽‍⚕️ مرحبا',
  enamel: 'plum',
  deviceLabel: 'laptop',
  createdAt: 5,
  secrets: new Uint8Array([9, 8, 7]),
  ...row,
})
