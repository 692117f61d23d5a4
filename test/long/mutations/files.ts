import { inFile, type Mutation } from './mutation.ts'

const items = inFile('src-core/documents/items.ts')
const manifest = inFile('src-core/documents/manifest.ts')
const chunks = inFile('src-core/documents/chunks.ts')

const attacks = 'test/adversary/files.test.ts'

/** Files, as members with altered software post them. */
export const fileMutations: readonly Mutation[] = [
  items(
    '11',
    'that nobody names another’s file',
    ['!manifest || !isFileOf(manifest.fileId, client)', '!manifest'],
    attacks,
    'under the id of Alice’s file',
  ),
  manifest(
    '13',
    'that a manifest adds up',
    ['return addsUp(value) ? value : undefined', 'return value'],
    attacks,
  ),
  chunks(
    '13',
    'the index of a chunk of a file',
    ['concatBytes(chunkLabel, encode(u32, index))', 'concatBytes(chunkLabel, encode(u32, 0))'],
    attacks,
    'with chunks in another order',
  ),
]
