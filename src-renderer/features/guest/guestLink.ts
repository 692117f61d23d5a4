const KEY = 'foyer.link'

type Place = Pick<Location, 'href' | 'hash' | 'pathname' | 'search'>
type Shelf = Pick<Storage, 'getItem' | 'setItem'>

/** The end of a visit: a reload finds no link any more. */
export function forgetGuestLink(shelf: Pick<Storage, 'removeItem'> | undefined): void {
  try {
    shelf?.removeItem(KEY)
  } catch {
    // A shelf that may not be touched holds nothing.
  }
}

/**
 * The link this page was opened with. It is a key, so it leaves the address bar and the history at
 * once; the tab's own storage keeps it for a reload, until the tab closes.
 */
export function takeGuestLink(
  place: Place,
  history: Pick<History, 'replaceState' | 'state'>,
  shelf: Shelf | undefined,
): string | undefined {
  if (place.hash.length < 2) return shelf?.getItem(KEY) ?? undefined
  const link = place.href
  // Without a shelf the address keeps the link, or a reload would lose it.
  if (!shelf) return link
  try {
    shelf.setItem(KEY, link)
    history.replaceState(history.state, '', `${place.pathname}${place.search}`)
  } catch {
    // Nor where the shelf takes nothing.
  }
  return link
}
