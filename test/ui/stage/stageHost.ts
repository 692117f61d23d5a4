import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { FoyerError } from '../../../src-core/base/errors.ts'
import type { BodyEvent, FeedItem, SpaceView } from '../../../src-core/bridge/contract.ts'
import type { Person } from '../../../src-core/bridge/schemas.ts'
import { createBodyOf } from '../../../src-core/documents/bodies.ts'
import type { Connection } from '../../../src-renderer/state/client.ts'
import { alice } from './people.ts'
import { newId, newItem, noteLines } from './stageData.ts'
import { groupsOfStage } from './stageGroups.tsx'
import { createStageVersions } from './stageVersions.ts'

export interface StageHostOptions {
  readonly view: SpaceView
  readonly items: FeedItem[]
  readonly firstUnread: number | null
  /** The bytes behind every picture. */
  readonly picture: Uint8Array
  /** Waited for before a post is answered. */
  readonly held?: Promise<void>
  /** A visitor's page that came over plain http. */
  readonly insecure?: boolean
  /** What becomes of this device, which went on from a backup. */
  readonly renewal?: string
}

/** Somebody's cursor at the end of the second line of a list. */
function cursorOf(doc: Y.Doc, { name, enamel }: Person): BodyEvent {
  const lines = (doc.getXmlFragment('body').get(0) as Y.XmlElement).toArray() as Y.XmlElement[]
  const text = ((lines[1] as Y.XmlElement).get(0) as Y.XmlElement).get(0) as Y.XmlText
  const place = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, text.length))
  const awareness = new Awareness(new Y.Doc())
  awareness.setLocalState({
    user: { name, enamel, client: awareness.clientID },
    cursor: { anchor: place, head: place },
  })
  const update = encodeAwarenessUpdate(awareness, [awareness.clientID])
  awareness.destroy()
  return { type: 'presence', update }
}

type Told =
  | { readonly state: 'offered' | 'kept' }
  | { readonly state: 'unavailable'; readonly why: 'insecure' }

/** Three devices of Alice's; one of them was taken out when another took its place. */
function createStageDevices(renewal: string) {
  let tell: (renewal: string) => void = () => {}
  const device = (digit: number, label: string, revoked = false) => ({
    deviceId: `${digit}`.repeat(22),
    label,
    self: digit === 0,
    addedAt: Date.UTC(2026, 8, 3 + digit),
    lastSeenAt: digit === 1 ? Date.UTC(2026, 10, 20, 9, 30) : null,
    spaces: revoked ? 0 : 2,
    revoked,
  })
  const devices = [device(0, 'Laptop'), device(1, 'Phone'), device(2, 'Laptop', true)]
  return {
    watch(_: unknown, emit: (value: unknown) => void) {
      tell = (now) => emit({ canAdd: true, devices, offer: null, renewal: now })
      tell(renewal)
      return () => {}
    },
    renew: async () => tell('none'),
  }
}

/** A visit that may be kept, and is when asked; or that came over plain http. */
function createStageKeeping(insecure: boolean) {
  let tell: (value: Told) => void = () => {}
  return {
    watch(_: unknown, emit: typeof tell) {
      tell = emit
      emit(insecure ? { state: 'unavailable', why: 'insecure' } : { state: 'offered' })
      return () => {}
    },
    keep: async () => tell({ state: 'kept' }),
    remove: async () => tell({ state: 'offered' }),
  }
}

type Listener = (changed: FeedItem['itemId'][] | null) => void

/**
 * A host for the stage alone, in the page's memory: what it is asked it answers from a list, and what it is
 * told it does to the list. For looking at the page and for its tests; the real host is src-core/host.
 */
export function createStageHost(options: StageHostOptions): Connection {
  const { items } = options
  let { view } = options
  let tellView: (view: SpaceView) => void = () => {}
  const binned = new Map<string, { item: FeedItem; index: number }>()
  const listeners = new Set<Listener>()
  const drafts = new Map<string, string>()
  const done: (() => void)[] = []
  const bodies = new Map<string, Y.Doc>()
  const begun = new Map<
    string,
    { name: string; mime: string; sizeBytes: number; picture: unknown; removed: unknown }
  >()
  let revision = 1
  const pause = () => new Promise((resolve) => setTimeout(resolve, 0))

  const announce = (changed: FeedItem['itemId'][] | null) => {
    revision += 1
    for (const listener of listeners) listener(changed)
  }
  const matching = (filter: string) =>
    items.filter((item) => {
      const { content } = item
      if (filter === 'everything') return true
      if (filter === 'picture') return content.kind === 'file' && content.file.picture !== null
      return content.kind === filter
    })
  const change = (itemId: string, next: (item: FeedItem) => FeedItem) => {
    const index = items.findIndex((item) => item.itemId === itemId)
    const item = items[index]
    if (!item) throw new FoyerError('NOT_FOUND')
    items[index] = next(item)
    announce([item.itemId])
  }
  const add = (content: FeedItem['content']) => {
    const item = newItem(alice, Date.now(), content)
    items.push(item)
    announce([item.itemId])
    done.push(() => take(item.itemId))
    return { itemId: item.itemId }
  }
  const take = (itemId: string) => {
    const index = items.findIndex((item) => item.itemId === itemId)
    const [item] = items.splice(index, 1)
    if (item) binned.set(itemId, { item, index })
    announce(null)
  }
  const giveBack = (itemId: string) => {
    const kept = binned.get(itemId)
    if (kept) items.splice(kept.index, 0, kept.item)
    announce(null)
  }
  const body = (itemId: string) => {
    const known = bodies.get(itemId)
    if (known) return known
    const doc = new Y.Doc()
    createBodyOf(
      doc,
      items.find((item) => item.itemId === itemId)?.content.kind === 'note'
        ? noteLines.map((text) => ({ type: 'bullet' as const, text }))
        : [],
    )
    bodies.set(itemId, doc)
    return doc
  }

  const client = {
    devices: createStageDevices(options.renewal ?? 'none'),
    app: {
      status: (_: unknown, emit: (value: unknown) => void) => {
        const self = { ...alice, deviceId: 'd'.repeat(22), deviceLabel: 'Laptop' }
        emit({ phase: 'ready', host: 'desktop', self, canLock: true })
        return () => {}
      },
      facts: async () => ({ usedBytes: 12_400_000, relays: [] }),
    },
    spaces: {
      view: (_: unknown, emit: (value: unknown) => void) => {
        tellView = emit
        emit(view)
        return () => {}
      },
      async retryQuarantined() {
        await new Promise((resolve) => setTimeout(resolve, 300))
        document.body.dataset.retried = ''
      },
      async dropQuarantined({ deviceId }: { readonly deviceId: string }) {
        const isLeft = ({ kind, ...of }: SpaceView['notices'][number]) =>
          kind !== 'quarantined' || of.deviceId !== deviceId
        view = { ...view, notices: view.notices.filter(isLeft) }
        tellView(view)
      },
      devices: (_: unknown, emit: (value: unknown) => void) => {
        emit(
          view.members.flatMap(({ person }, index) => ({
            deviceId: `${index}`.repeat(22),
            person,
            label: index % 2 === 0 ? 'Laptop' : 'Phone',
            self: person.self,
            connected: index < 2,
            route: 'direct',
            lastSeenAt: Date.now() - index * 3_600_000,
            missing: index === 3 ? null : index,
            mailboxUntil: null,
            clockOffsetMs: null,
          })),
        )
        return () => {}
      },
      markRead: async () => {},
      presence: async () => {},
      draft: async ({ key }: { key: string }) => drafts.get(key) ?? '',
      setDraft: async ({ key, text }: { key: string; text: string }) => {
        drafts.set(key, text)
      },
    },
    feed: {
      watch: ({ filter }: { filter: string }, emit: (value: unknown) => void) => {
        const tell: Listener = (changed) => {
          const total = matching(filter).length
          const firstUnread = filter === 'everything' ? options.firstUnread : null
          emit({ revision, total, firstUnread, changed })
        }
        listeners.add(tell)
        tell(null)
        return () => listeners.delete(tell)
      },
      window: async ({
        filter,
        offset,
        limit,
      }: {
        filter: string
        offset: number
        limit: number
      }) => {
        await pause()
        const all = matching(filter)
        return { revision, total: all.length, offset, items: all.slice(offset, offset + limit) }
      },
      indexOf: async ({ filter, itemId }: { filter: string; itemId: string }) => {
        const index = matching(filter).findIndex((item) => item.itemId === itemId)
        return index < 0 ? null : index
      },
      post: async ({ text }: { text: string }) => {
        await options.held
        await pause()
        if (text === 'full disk') throw new FoyerError('DISK_FULL')
        return add(
          /^https?:\S+$/.test(text)
            ? { kind: 'link', url: text, text: '' }
            : { kind: 'message', text },
        )
      },
      createNote: async ({ title }: { title: string }) => {
        const made = add({ kind: 'note', title, blocks: [], more: false })
        bodies.set(made.itemId, new Y.Doc())
        return made
      },
      editMessage: async ({ itemId, text }: { itemId: string; text: string }) =>
        change(itemId, (item) => ({
          ...item,
          editedAt: Date.now(),
          editedBy: alice,
          content: { kind: 'message', text },
        })),
      setTitle: async ({ itemId, title }: { itemId: string; title: string }) =>
        change(itemId, (item) =>
          item.content.kind === 'note' ? { ...item, content: { ...item.content, title } } : item,
        ),
      setAlt: async () => {},
      bin: async ({ itemId }: { itemId: string }) => {
        take(itemId)
        done.push(() => giveBack(itemId))
      },
      restore: async ({ itemId }: { itemId: string }) => giveBack(itemId),
      undo: async () => {
        const act = done.pop()
        if (!act) throw new FoyerError('NOTHING_TO_UNDO')
        act()
        return { what: 'feed.post' }
      },
      redo: async () => {
        throw new FoyerError('NOTHING_TO_UNDO')
      },
    },
    comments: {
      list: async ({ itemId }: { itemId: string }) =>
        items.find((item) => item.itemId === itemId)?.comments.latest ?? [],
      add: async ({ itemId, text }: { itemId: string; text: string }) => {
        const commentId = newId()
        change(itemId, (item) => {
          const comment = {
            commentId,
            itemId,
            author: alice,
            text,
            createdAt: Date.now(),
            editedAt: null,
            mine: true,
            canDelete: true,
          }
          const latest = [...item.comments.latest, comment].slice(-2)
          return { ...item, comments: { total: item.comments.total + 1, latest } } as FeedItem
        })
        return { commentId }
      },
      edit: async () => {},
      remove: async () => {},
    },
    bodies: {
      open: ({ itemId }: { itemId: string }, emit: (event: BodyEvent) => void) => {
        const doc = body(itemId)
        const clientId = 2 ** 40 + Math.floor(Math.random() * 2 ** 20)
        emit({
          type: 'state',
          clientId,
          update: Y.encodeStateAsUpdate(doc),
          canWrite: view.can.post,
          schemaVersion: 1,
        })
        const writes = items.find((item) => item.itemId === itemId)?.writing[0]
        if (writes) setTimeout(() => emit(cursorOf(doc, writes)), 300)
        const tell = (update: Uint8Array, origin: unknown) => {
          if (origin !== clientId) emit({ type: 'update', update })
        }
        doc.on('update', tell)
        return () => doc.off('update', tell)
      },
      update: async ({
        itemId,
        update,
        clientId,
      }: {
        itemId: string
        update: Uint8Array
        clientId: number
      }) => Y.applyUpdate(body(itemId), update, clientId),
      presence: async () => {},
    },
    files: {
      watch: (_: unknown, emit: (value: unknown) => void) => {
        emit([])
        return () => {}
      },
      begin: async (input: {
        name: string
        mime: string
        sizeBytes: number
        picture: unknown
        removed: unknown
      }) => {
        const fileId = newId()
        begun.set(fileId, input)
        return { fileId, pieceBytes: 1024 * 1024 }
      },
      finish: async ({ fileId }: { fileId: string }) => {
        const input = begun.get(fileId)
        return add({
          kind: 'file',
          text: '',
          file: {
            ...input,
            fileId,
            transfer: { state: 'complete', haveBytes: input?.sizeBytes ?? 0 },
          } as never,
        })
      },
      cancel: async () => {},
      pause: async () => {},
      resume: async () => {},
    },
    versions: createStageVersions(view.can.post),
    keeping: createStageKeeping(options.insecure ?? false),
    groups: groupsOfStage,
    introduction: {
      watch: (_: unknown, emit: (value: unknown) => void) => {
        const everywhere = { name: null, email: null, photo: null }
        emit({ profileName: alice.name, everywhere, own: null })
        return () => {}
      },
    },
    search: {
      find: async ({ text }: { text: string }) =>
        items
          .filter(({ content }) => content.kind === 'message' && content.text.includes(text))
          .slice(0, 20)
          .map((item) => ({
            spaceId: view.spaceId,
            spaceName: view.name,
            itemId: item.itemId,
            kind: item.content.kind,
            snippet: item.content.kind === 'message' ? item.content.text.slice(0, 80) : '',
            createdAt: item.createdAt,
          })),
    },
  }
  const bulk = {
    putPiece: pause,
    readPiece: async (_space: unknown, _file: unknown, offset: number) =>
      options.picture.slice(offset),
    downloadUrl: () => null,
  }
  return { client, bulk } as unknown as Connection
}
