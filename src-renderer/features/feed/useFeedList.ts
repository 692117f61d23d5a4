import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react'
import type { ItemId } from '../../../src-core/base/ids.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useReadAt } from '../../state/useSpaceView.ts'
import { estimateRow } from './estimateRow.ts'
import type { FeedFilter, FeedPages, FeedSummary } from './feedPages.ts'
import { rowShape } from './grouping.ts'
import { useSpace } from './SpaceContext.tsx'
import { type NewFrom, useNewFrom } from './useNewFrom.ts'

/** Rows rendered beyond each edge. */
const OVERSCAN = 6
/** So near the end, in px, that what is added keeps the end in sight. */
const AT_END = 48

export interface FeedListOptions {
  readonly pages: FeedPages
  readonly summary: FeedSummary
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly filter: FeedFilter
  readonly wanted: ItemId | null
  readonly onShown: () => void
}

export interface FeedList {
  readonly virtualizer: ReturnType<typeof useVirtualizer<HTMLDivElement, HTMLDivElement>>
  readonly newFrom: NewFrom | undefined
  /** True once the list stands where it was to be opened. */
  readonly placed: boolean
  /** True while the end is more than a screen away. */
  readonly away: boolean
  readonly toEnd: () => void
  /** The item that has the focus, or had it last: its row is rendered wherever one scrolls. */
  readonly kept: ItemId | undefined
  readonly keep: (itemId: ItemId | undefined) => void
  /** Where focus is on its way to. */
  readonly target: number | undefined
  /** Moves focus to an item once it is rendered. */
  readonly focus: (index: number) => void
}

/** Which rows are rendered, and where the list stands. */
export function useFeedList(options: FeedListOptions): FeedList {
  const { pages, summary, scroller } = options
  const { doing } = useSpace()
  // State, because rows chosen before an item got the focus may be rendered after it, and without it.
  const [kept, keep] = useState<ItemId>()
  const [target, setTarget] = useState<number>()
  const newFrom = useNewFrom(pages, summary)
  const { total, version } = summary

  // Known anew with every version, because keys follow the items that pages hold.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what pages hold.
  const getItemKey = useCallback(
    (index: number) => pages.item(index)?.itemId ?? `place-${index}`,
    [pages, version],
  )
  const rangeExtractor = useCallback(
    (range: Range) => {
      const rows = new Set(defaultRangeExtractor(range))
      if (target !== undefined && target < range.count) {
        rows.add(rowShape(pages.item, target, newFrom?.index ?? null).head)
      }
      for (const itemId of [kept, doing?.itemId]) {
        const index = itemId && pages.indexOf(itemId)
        if (index !== undefined && index < range.count) {
          rows.add(rowShape(pages.item, index, newFrom?.index ?? null).head)
        }
      }
      return [...rows].sort((a, b) => a - b)
    },
    [pages, doing, newFrom, kept, target],
  )
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimateRow(pages, index, newFrom?.index ?? null),
    getItemKey,
    rangeExtractor,
    overscan: OVERSCAN,
    paddingEnd: 12,
    scrollPaddingStart: 8,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: AT_END,
    // Scrolling moves rows without rendering them again.
    directDomUpdates: true,
    useFlushSync: false,
  })

  const first = (virtualizer.range?.startIndex ?? 0) - OVERSCAN
  const last = virtualizer.range ? virtualizer.range.endIndex + OVERSCAN : -1
  useEffect(() => {
    const pinned = [kept, doing?.itemId].flatMap((itemId) => {
      const index = itemId && pages.indexOf(itemId)
      return index === undefined ? [] : [index]
    })
    if (target !== undefined) pinned.push(target)
    if (last >= 0) pages.need(first, last, pinned)
  }, [pages, doing, first, last, kept, target])

  const placed = usePlace(options, virtualizer, newFrom)
  useFocusTarget({ pages, scroller, target, onFocused: setTarget })
  useWanted(options, placed, setTarget)
  const toEnd = useCallback(() => virtualizer.scrollToEnd(), [virtualizer])
  const away = placed && virtualizer.getDistanceFromEnd() > 800
  return { virtualizer, newFrom, placed, away, toEnd, kept, keep, target, focus: setTarget }
}

type Virtualizer = FeedList['virtualizer']

/** Opens the list at the first unread item, else at its end, once that is here. */
function usePlace(options: FeedListOptions, virtualizer: Virtualizer, newFrom?: NewFrom): boolean {
  const { pages, summary } = options
  const { spaceId, view } = useSpace()
  const readAt = useReadAt(spaceId)
  const [placed, setPlaced] = useState(false)
  // What explains Foyer is read from its beginning.
  const top = view.sample && readAt === 0 ? 0 : null
  const start = newFrom?.index ?? top
  const target = start ?? summary.total - 1
  const here = summary.ready && (summary.total === 0 || pages.item(target) !== undefined)

  useEffect(() => {
    if (summary.ready && !placed) pages.need(Math.max(0, target - 30), target + 30)
  }, [pages, summary.ready, placed, target])

  useLayoutEffect(() => {
    if (!here || placed) return
    if (start === null) virtualizer.scrollToEnd()
    else virtualizer.scrollToIndex(start, { align: 'start' })
    setPlaced(true)
  }, [here, placed, start, virtualizer])
  return placed
}

interface FocusTarget {
  readonly pages: FeedPages
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly target: number | undefined
  readonly onFocused: (target: undefined) => void
}

/** Moves focus to a row that is rendered because it is the target, wherever the list stands. */
function useFocusTarget({ pages, scroller, target, onFocused }: FocusTarget): void {
  // After each rendering, because the page with the item may still be on its way.
  useEffect(() => {
    const item = target === undefined ? undefined : pages.item(target)
    const element =
      item && scroller.current?.querySelector<HTMLElement>(`[data-item="${item.itemId}"]`)
    if (!element) return
    // An item that is being written in has it already, where it belongs.
    if (!element.contains(document.activeElement)) element.focus({ preventScroll: true })
    element.scrollIntoView({ block: 'nearest' })
    settle(element, scroller.current)
    onFocused(undefined)
  })
}

/** The neighbours of a row are measured only when it is shown, which may move it out of sight again. */
function settle(element: HTMLElement, scroller: HTMLElement | null): void {
  if (!scroller) return
  const before = scroller.scrollTop
  setTimeout(() => {
    const wentOn = Math.abs(scroller.scrollTop - before) > scroller.clientHeight
    if (!wentOn) element.scrollIntoView({ block: 'nearest' })
  }, 60)
}

/** Goes to an item that is asked for, e.g. one that search found. */
function useWanted(
  { wanted, filter, onShown }: FeedListOptions,
  placed: boolean,
  focus: (index: number) => void,
): void {
  const client = useClient()
  const { spaceId } = useSpace()
  useEffect(() => {
    if (!wanted || !placed) return
    let stale = false
    client.feed
      .indexOf({ spaceId, filter, itemId: wanted })
      .then((index) => {
        if (stale) return
        if (index !== null) focus(index)
        onShown()
      })
      .catch(() => !stale && onShown())
    return () => {
      stale = true
    }
  }, [client, spaceId, filter, wanted, placed, focus, onShown])
}
