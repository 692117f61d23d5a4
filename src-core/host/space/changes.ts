import type { ItemId } from '../../base/ids.ts'

/** What a Space announces; the views that read it decide what to send again. */
export type SpaceChange =
  /** `items` null: anything in the feed may have changed. */
  | { readonly type: 'feed'; readonly items: readonly ItemId[] | null }
  | { readonly type: 'members' }
  | { readonly type: 'sync' }
  | { readonly type: 'presence' }
  | { readonly type: 'files' }
  /** Kept versions of notes. */
  | { readonly type: 'versions' }
  | { readonly type: 'invitations' }
  /** Who asks to come in. */
  | { readonly type: 'requests' }
  /** Name, enamel, what has been read. */
  | { readonly type: 'row' }
