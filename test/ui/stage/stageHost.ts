import type { FeedItem, SpaceView } from '../../../src-core/bridge/contract.ts'
import type { Connection } from '../../../src-renderer/state/client.ts'
import { alice, bob, carol } from './people.ts'
import { createStageBodies } from './stageBodies.ts'
import { newId } from './stageData.ts'
import { createStageDevices, createStageRecovery } from './stageDevices.ts'
import { createStageFeed, turn } from './stageFeed.ts'
import { groupsOfStage } from './stageGroups.tsx'
import { createStageKeeping } from './stageKeeping.ts'
import { eve, recipientsOfStage } from './stageRecipients.ts'
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

/**
 * A host for the stage alone, in the page's memory: what it is asked it answers from a list, and what it is
 * told it does to the list. For looking at the page and for its tests; the real host is src-core/host.
 */
export function createStageHost(options: StageHostOptions): Connection {
  const { items } = options
  let { view } = options
  let tellView: (view: SpaceView) => void = () => {}
  const drafts = new Map<string, string>()
  const bodies = createStageBodies(items, view.can.post)
  const { add, feed, comments } = createStageFeed({
    items,
    firstUnread: options.firstUnread,
    held: options.held,
    onNote: bodies.begin,
  })
  const begun = new Map<
    string,
    { name: string; mime: string; sizeBytes: number; picture: unknown; removed: unknown }
  >()

  const client = {
    devices: createStageDevices(options.renewal ?? 'none'),
    recovery: createStageRecovery(),
    app: {
      status: (_: unknown, emit: (value: unknown) => void) => {
        const self = { ...alice, deviceId: 'd'.repeat(22), deviceLabel: 'Laptop' }
        emit({ phase: 'ready', host: 'desktop', self, canLock: true })
        return () => {}
      },
      facts: async () => ({ usedBytes: 12_400_000, relays: [] }),
    },
    recipients: recipientsOfStage,
    members: {
      async roleSeen() {
        view = { ...view, roleChange: null }
        tellView(view)
      },
      watch: (_: unknown, emit: (value: unknown) => void) => {
        const members = [alice, bob, carol].map((person) => ({ person }))
        emit({ self: {}, members, removed: [{ person: eve, at: 0, by: alice }] })
        return () => {}
      },
    },
    spaces: {
      watch: (_: unknown, emit: (value: unknown) => void) => {
        const { spaceId, name, parent, document, sample } = view
        emit([{ spaceId, name, parent, document, sample }])
        return () => {}
      },
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
    feed,
    comments,
    bodies: bodies.client,
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
    putPiece: turn,
    readPiece: async (_space: unknown, _file: unknown, offset: number) =>
      options.picture.slice(offset),
    downloadUrl: () => null,
  }
  return { client, bulk } as unknown as Connection
}
