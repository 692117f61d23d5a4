import type { ItemId } from '../../base/ids.ts'
import type { FoyerContract } from '../../bridge/contract.ts'
import type { Handlers, StreamSink } from '../../bridge/types.ts'
import type { Clock, FeedFilter, Storage } from '../../ports/index.ts'
import type { Space } from '../space/space.ts'
import type { RuntimeSource } from './context.ts'
import { createFeedChanges } from './feedChanges.ts'
import { firstByOthers } from './firstByOthers.ts'

type Feed = Handlers<FoyerContract>['feed']
interface FeedState {
  revision: number
  total: number
  firstUnread: number | null
  changed: ItemId[] | null
}

/** Grows with every change of any feed, so that a page can tell an older answer from a newer one. */
let revision = 0

export function createFeedHandlers(runtime: RuntimeSource, clock: Clock): Feed {
  const space = (spaceId: Parameters<ReturnType<RuntimeSource>['space']>[0]) =>
    runtime().space(spaceId)
  const storage = () => runtime().profile.storage

  return {
    watch: ({ spaceId, filter }, sink) => watchFeed(space(spaceId), storage(), clock, filter, sink),
    window: ({ spaceId, filter, offset, limit }) => ({
      revision,
      total: storage().feed.count(spaceId, filter),
      offset,
      items: space(spaceId).feed.window(filter, offset, limit),
    }),
    receivers: ({ spaceId, itemId }) => space(spaceId).views.receivers(itemId),
    indexOf: ({ spaceId, filter, itemId }) =>
      storage().feed.indexOf(spaceId, filter, itemId) ?? null,
    post: ({ spaceId, text }) => ({ itemId: space(spaceId).actions.post(text) }),
    createNote: ({ spaceId, title }) => ({ itemId: space(spaceId).actions.createNote(title) }),
    editMessage: ({ spaceId, itemId, text }) => space(spaceId).actions.edit(itemId, { text }),
    setTitle: ({ spaceId, itemId, title }) => space(spaceId).actions.edit(itemId, { title }),
    setAlt: ({ spaceId, itemId, alt }) => space(spaceId).actions.edit(itemId, { alt }),
    bin: ({ spaceId, itemId }) => space(spaceId).actions.bin(itemId),
    restore: ({ spaceId, itemId }) => space(spaceId).actions.restore(itemId),
    undo: ({ spaceId }) => ({ what: space(spaceId).actions.undo() }),
    redo: ({ spaceId }) => ({ what: space(spaceId).actions.redo() }),
  }
}

/** Emits at once, then after each change. */
function watchFeed(
  space: Space,
  { feed }: Storage,
  clock: Clock,
  filter: FeedFilter,
  sink: StreamSink<FeedState>,
) {
  const { spaceId } = space
  const self = space.people.self
  const readFrom = space.row().readOrder
  /** No later envelope of this device carries an item, so its delivery shows nowhere in the feed. */
  let newestSeq = space.views.newestSeq(null)
  let marks = space.views.itemMarks(newestSeq)

  const emit = (changed: ItemId[] | null) => {
    const total = feed.count(spaceId, filter)
    const firstUnread = firstByOthers(feed, { spaceId, filter, order: readFrom, self })
    sink.emit({ revision: ++revision, total, firstUnread, changed })
  }
  const changes = createFeedChanges({ clock, tell: emit })

  const stop = space.onChange((change) => {
    if (change.type === 'feed') {
      newestSeq = Math.max(newestSeq, space.views.newestSeq(change.items))
      changes.note(change.items)
    }
    // Names and rights are shown on items.
    else if (change.type === 'members') changes.note(null)
    else if (change.type === 'sync' || change.type === 'presence') {
      // Delivery and who writes are shown too; typing in a note changes neither.
      const before = marks
      marks = space.views.itemMarks(newestSeq)
      if (marks !== before) changes.note(null)
    }
  })
  emit(null)
  return () => {
    changes.close()
    stop()
  }
}
