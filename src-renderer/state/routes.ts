import type { ItemId, SpaceId, UserId } from '../../src-core/base/ids.ts'

/**
 * The parts of a Space. `asGuest`: the feed as a guest sees it; `versions`: what one note was before;
 * `received`: what one person has received.
 */
export const SPACE_TABS = [
  'feed',
  'files',
  'people',
  'invitations',
  'introduction',
  'asGuest',
  'versions',
  'received',
] as const
export type SpaceTab = (typeof SPACE_TABS)[number]

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
      /** That item is opened to be written in. */
      readonly edit: boolean
      /** Whom the page of people, or of what somebody has received, shows. */
      readonly userId: UserId | null
    }

export type Dialog =
  | { readonly dialog: 'newSpace' }
  | { readonly dialog: 'join'; readonly link: string }
  | { readonly dialog: 'invite'; readonly spaceId: SpaceId }
  | { readonly dialog: 'renameSpace'; readonly spaceId: SpaceId }
  | { readonly dialog: 'removeSpace'; readonly spaceId: SpaceId }
  | { readonly dialog: 'rotateKeys'; readonly spaceId: SpaceId }
  | { readonly dialog: 'leaveSpace'; readonly spaceId: SpaceId }
  | { readonly dialog: 'removePerson'; readonly spaceId: SpaceId; readonly userId: UserId }
  | { readonly dialog: 'transfer'; readonly spaceId: SpaceId; readonly userId: UserId }
  | { readonly dialog: 'receivers'; readonly spaceId: SpaceId; readonly itemId: ItemId }
  | { readonly dialog: 'newGroup'; readonly spaceId: SpaceId; readonly document: boolean }
  | { readonly dialog: 'addToGroup'; readonly spaceId: SpaceId }
  | { readonly dialog: 'shortcuts' }

export type SpaceRoute = Route & { readonly page: 'space' }

export const HOME: Route = { page: 'home' }

export const spaceRoute = (
  spaceId: SpaceId,
  tab: SpaceTab = 'feed',
  itemId: ItemId | null = null,
): SpaceRoute => ({ page: 'space', spaceId, tab, itemId, edit: false, userId: null })

/** A note that is opened to be written in. */
export const editRoute = (spaceId: SpaceId, itemId: ItemId): SpaceRoute => ({
  ...spaceRoute(spaceId, 'feed', itemId),
  edit: true,
})

/** The people of a Space, and one of them. */
export const personRoute = (spaceId: SpaceId, userId: UserId | null): SpaceRoute => ({
  ...spaceRoute(spaceId, 'people'),
  userId,
})

/** What one person of a Space, also one who has left, has received of one's own. */
export const receivedRoute = (spaceId: SpaceId, userId: UserId): SpaceRoute => ({
  ...spaceRoute(spaceId, 'received'),
  userId,
})

/** A route from `history.state`, which an older page may have written; HOME when it is none. */
export function parseRoute(state: unknown): Route {
  const route = (state as { foyer?: Partial<Route & { page: 'space' }> } | null)?.foyer
  if (route?.page === 'space' && typeof route.spaceId === 'string') {
    const tab = SPACE_TABS.find((known) => known === route.tab) ?? 'feed'
    if (tab === 'people' && typeof route.userId === 'string')
      return personRoute(route.spaceId, route.userId)
    if (tab === 'received')
      return typeof route.userId === 'string'
        ? receivedRoute(route.spaceId, route.userId)
        : spaceRoute(route.spaceId, 'people')
    // What search found is shown once; the note whose versions are shown stays.
    const itemId = tab === 'versions' && typeof route.itemId === 'string' ? route.itemId : null
    return spaceRoute(route.spaceId, tab, itemId)
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
