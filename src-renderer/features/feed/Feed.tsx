import { ActionIcon, EmptyState, ScrollArea } from '@mantine/core'
import { IconArrowDown, IconMessages } from '@tabler/icons-react'
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemId } from '../../../src-core/base/ids.ts'
import { toFailure } from '../../state/failure.ts'
import { useHostAway } from '../../state/HostAwayProvider.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { fetchLaterParts } from '../../ui/laterPart.ts'
import css from './Feed.module.css'
import { FeedRow } from './FeedRow.tsx'
import type { FeedFilter } from './feedPages.ts'
import { useSpace } from './SpaceContext.tsx'
import { useFeedKeys } from './useFeedKeys.ts'
import { useFeedList } from './useFeedList.ts'
import { useFeedPages } from './useFeedPages.ts'
import { useMarkRead } from './useMarkRead.ts'

export interface FeedHandle {
  toEnd(): void
}

interface Props {
  readonly ref: Ref<FeedHandle>
  readonly filter: FeedFilter
  /** An item to go to, also when its page is not here yet. */
  readonly wanted: ItemId | null
  readonly onShown: () => void
}

/** Whoever has just been let in has an empty feed for a moment, in ms. */
const MAY_BE_COMING_MS = 400

/** The feed: oldest at the top, opened at the first unread, and only what is looked at is rendered. */
export function Feed({ ref, filter, wanted, onShown }: Props) {
  const { t } = useTranslation()
  const { spaceId } = useSpace()
  const scroller = useRef<HTMLDivElement>(null)
  const { pages, summary } = useFeedPages(spaceId, filter)
  const list = useFeedList({ pages, summary, scroller, filter, wanted, onShown })
  const keys = useFeedKeys({ list, pages, scroller })
  // Then a line above everything says so.
  const away = useHostAway()
  useMarkRead({ list, pages, enabled: filter === 'everything' })
  const isEmpty = summary.total === 0
  useEffect(() => {
    if (!list.placed) return
    const timer = setTimeout(fetchLaterParts, isEmpty ? MAY_BE_COMING_MS : 0)
    return () => clearTimeout(timer)
  }, [list.placed, isEmpty])
  useImperativeHandle(ref, () => ({ toEnd: list.toEnd }), [list.toEnd])

  const { virtualizer } = list
  return (
    <div className={css.frame}>
      {summary.error !== null && !away && <FailureLine failure={toFailure(summary.error)} />}
      <ScrollArea
        className={css.area}
        classNames={{ viewport: css.scroller ?? '', content: css.content ?? '' }}
        viewportRef={scroller}
        viewportProps={keys.handlers}
        scrollbars="y"
        type="hover"
        scrollbarSize={10}
      >
        <div
          ref={virtualizer.containerRef}
          role="feed"
          aria-label={t('feed.feed')}
          // A feed without articles is not a feed yet (ARIA); its words stand beneath it.
          aria-busy={!list.placed || summary.total === 0}
          className={css.list}
        >
          {virtualizer.getVirtualItems().map((row) => (
            <div
              key={row.key}
              ref={virtualizer.measureElement}
              data-index={row.index}
              className={css.row}
            >
              <FeedRow
                index={row.index}
                total={summary.total}
                pages={pages}
                newFrom={list.newFrom}
                current={keys.current}
              />
            </div>
          ))}
        </div>
        {summary.ready && summary.total === 0 && <EmptyFeed filter={filter} />}
      </ScrollArea>
      {list.away && (
        <ActionIcon
          className={css.newest}
          variant="default"
          radius="xl"
          aria-label={t('feed.toNewest')}
          onClick={list.toEnd}
        >
          <IconArrowDown size={18} stroke={1.75} />
        </ActionIcon>
      )}
    </div>
  )
}

function EmptyFeed({ filter }: { readonly filter: FeedFilter }) {
  const { t } = useTranslation()
  const { view } = useSpace()
  if (filter !== 'everything') return <p className={css.empty}>{t('feed.emptyFilter')}</p>
  return (
    <EmptyState
      className={css.empty}
      icon={<IconMessages size={28} stroke={1.5} />}
      title={view.can.post ? t('feed.empty') : t('feed.emptyReader')}
      description={view.can.post ? t('feed.emptyHint') : undefined}
    />
  )
}
