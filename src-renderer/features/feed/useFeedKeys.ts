import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemId } from '../../../src-core/base/ids.ts'
import type { FeedItem } from '../../../src-core/bridge/contract.ts'
import { useListedKeys, useShortcut } from '../../state/ShortcutsProvider.tsx'
import type { FeedPages } from './feedPages.ts'
import { useSpace } from './SpaceContext.tsx'
import { useBin } from './useBin.ts'
import type { FeedList } from './useFeedList.ts'

interface Options {
  readonly list: FeedList
  readonly pages: FeedPages
  readonly scroller: RefObject<HTMLDivElement | null>
}

const isText = (element: EventTarget) =>
  element instanceof HTMLElement &&
  (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName))

/** The feed pattern's keys (WAI-ARIA), and C, E, Delete on the item that has the focus. */
export function useFeedKeys({ list, pages, scroller }: Options) {
  const { t } = useTranslation()
  const { setDoing } = useSpace()
  const { kept: current, keep, target, focus } = list
  const bin = useBin()
  useFocusAfterLoss({ current, pages, focus })

  /** The item of the focused article itself, not of a control within it. */
  const focused = (): FeedItem | undefined => {
    const element = document.activeElement?.closest<HTMLElement>('[data-item]')
    const index = element && pages.indexOf(element.dataset.item as ItemId)
    return index === undefined || index === null ? undefined : pages.item(index)
  }
  useShortcut({
    keys: 'C',
    label: t('feed.keyComment'),
    run: () => {
      const item = focused()
      if (item) setDoing({ itemId: item.itemId, what: 'comment' })
    },
  })
  useShortcut({
    keys: 'E',
    label: t('feed.keyEdit'),
    run: () => {
      const item = focused()
      if (item?.canEdit) setDoing({ itemId: item.itemId, what: 'edit' })
    },
  })
  useShortcut({
    keys: 'Delete',
    label: t('feed.keyDelete'),
    run: () => {
      const item = focused()
      if (item?.canDelete) bin(item)
    },
  })

  useListedKeys('PageDown', t('feed.keyNext'))
  useListedKeys('PageUp', t('feed.keyPrevious'))
  useListedKeys('mod+End', t('feed.keyEnd'))
  useListedKeys('mod+Home', t('feed.keyHome'))
  const onKeyDown = (event: KeyboardEvent) => {
    if (isText(event.target)) return
    const step = event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      const index = current === undefined ? undefined : pages.indexOf(current)
      const { total } = pages.summary()
      // Whoever presses again before the item is here goes on from it.
      const next = Math.min(target ?? index ?? total, total) + step
      if (next >= 0 && next < total) focus(next)
      return
    }
    if (!event.ctrlKey && !event.metaKey) return
    if (event.key === 'End' || event.key === 'Home') {
      event.preventDefault()
      leaveFeed(scroller.current, event.key === 'End' ? 'after' : 'before')
    }
  }
  const onFocus = (event: FocusEvent) => {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-item]')
    keep(element?.dataset.item as ItemId | undefined)
  }
  return { current, handlers: { onKeyDown, onFocus } }
}

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]'

/** Moves focus to the nearest control outside the feed, in the order of the page. */
function leaveFeed(feed: HTMLElement | null, where: 'before' | 'after'): void {
  if (!feed) return
  const wanted =
    where === 'after' ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING
  const outside = [...document.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) =>
      !feed.contains(element) &&
      element.offsetParent !== null &&
      (feed.compareDocumentPosition(element) & wanted) !== 0,
  )
  const [text] = outside.filter((element) => element.tagName === 'TEXTAREA')
  if (where === 'after') (text ?? outside[0])?.focus()
  else outside.at(-1)?.focus()
}

interface Loss {
  readonly current: ItemId | undefined
  readonly pages: FeedPages
  readonly focus: (index: number) => void
}

/** When the focused item goes (somebody binned it), focus goes to the next one instead of the page. */
function useFocusAfterLoss({ current, pages, focus }: Loss): void {
  const place = useRef<{ itemId: ItemId; index: number }>(undefined)
  useEffect(() => {
    const index = current === undefined ? undefined : pages.indexOf(current)
    if (current !== undefined && index !== undefined) {
      place.current = { itemId: current, index }
      return
    }
    const lost = place.current
    const { total } = pages.summary()
    // Gone from a page that is here, not only out of sight.
    if (lost?.itemId !== current || lost === undefined || total === 0) return
    place.current = undefined
    if (document.activeElement === document.body && isHere(pages, lost.index)) {
      focus(Math.min(lost.index, total - 1))
    }
  })
}

/** Whether the page is here that holds, or held, this place. */
const isHere = (pages: FeedPages, index: number) =>
  pages.item(Math.min(index, pages.summary().total - 1)) !== undefined
