import type { EntryHash } from '../../base/ids.ts'
import { openHeader, openStub } from '../../sync/index.ts'

/** Where the author of a kept envelope stood in the log, or of the last one that a stub stands for. */
export const keptLogHeads = (bytes: Uint8Array): readonly EntryHash[] =>
  openHeader(bytes)?.logHeads ?? openStub(bytes)?.logHeads ?? []
