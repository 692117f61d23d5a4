import type { ItemId, SpaceId } from '../../src-core/base/ids.ts'

export type SpaceTab = 'feed' | 'files' | 'people'

export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'people' }
  | { readonly page: 'settings' }
  | {
      readonly page: 'space'
      readonly spaceId: SpaceId
      readonly tab: SpaceTab
      /** The item to show, e.g. one that search found. */
      readonly itemId: ItemId | null
    }

export type Dialog =
  | { readonly dialog: 'newSpace' }
  | { readonly dialog: 'join'; readonly link: string }
  | { readonly dialog: 'invite'; readonly spaceId: SpaceId }
  | { readonly dialog: 'renameSpace'; readonly spaceId: SpaceId }
  | { readonly dialog: 'removeSpace'; readonly spaceId: SpaceId }
  | { readonly dialog: 'shortcuts' }

export const HOME: Route = { page: 'home' }

export const spaceRoute = (
  spaceId: SpaceId,
  tab: SpaceTab = 'feed',
  itemId: ItemId | null = null,
): Route => ({ page: 'space', spaceId, tab, itemId })

/** A route from `history.state`, which an older page may have written; HOME when it is none. */
export function parseRoute(state: unknown): Route {
  const route = (state as { foyer?: Partial<Route & { page: 'space' }> } | null)?.foyer
  if (route?.page === 'space' && typeof route.spaceId === 'string') {
    const tab = route.tab === 'files' || route.tab === 'people' ? route.tab : 'feed'
    return spaceRoute(route.spaceId, tab)
  }
  const page = route?.page as string | undefined
  return page === 'people' || page === 'settings' ? { page } : HOME
}

/** The Space `step` places after the current one, going round; undefined without any. */
export function neighbour<T extends { readonly spaceId: SpaceId }>(
  spaces: readonly T[],
  current: SpaceId | undefined,
  step: 1 | -1,
): T | undefined {
  if (spaces.length === 0) return undefined
  const index = spaces.findIndex((space) => space.spaceId === current)
  const from = index < 0 ? (step === 1 ? -1 : 0) : index
  return spaces[(from + step + spaces.length) % spaces.length]
}
