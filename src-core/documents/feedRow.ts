import type { ItemId } from '../base/ids.ts'
import type { ItemContent } from './items.ts'

/** Who did something, by Yjs client id (`tagOf` tells the device), and when by that device's clock. */
export interface Deed {
  readonly client: number
  readonly at: number
}

/** One item as the documents tell it; the host turns clients into people and positions. */
export interface FeedRow {
  readonly itemId: ItemId
  readonly order: number
  readonly created: Deed
  readonly edited: Deed | null
  readonly binned: Deed | null
  readonly content: ItemContent
  readonly searchText: string
  /** For files: the manifest's bytes, which hold the file's key. */
  readonly manifestWithSecrets: Uint8Array | null
}
