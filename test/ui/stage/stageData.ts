import type { FeedItem, SpaceView, SyncState } from '../../../src-core/bridge/contract.ts'
import type { Person } from '../../../src-core/bridge/schemas.ts'
import { alice, bob, carol, gus, id } from './people.ts'

export const spaceId = 's'.repeat(43) as SpaceView['spaceId']

/** Today at a time of the day, whatever day it is. */
export const at = (hour: number, minute: number) => new Date().setHours(hour, minute, 0, 0)

let made = 0
export const newId = () => `${(made++).toString(36).padStart(22, '0')}`

export const upToDate: SyncState = {
  kind: 'upToDate',
  people: ['Alice', 'Bob', 'Carol'],
  deviceLabel: null,
  changes: 0,
  received: 0,
  code: null,
  mailbox: null,
  mailboxTrouble: null,
  pips: ['have', 'have', 'have'],
}

export const waiting: SyncState = {
  ...upToDate,
  kind: 'waiting',
  people: ['Bob'],
  deviceLabel: 'Laptop',
  changes: 3,
  pips: ['have', 'have', 'wait'],
}

const member = (person: Person, role: SpaceView['role'], here: boolean) => ({
  person,
  email: null,
  role,
  devices: [],
  here,
  verified: 'no' as const,
  expiresAt: null,
  joinedAt: 0,
})

export function stageView(change: Partial<SpaceView> = {}): SpaceView {
  return {
    spaceId,
    name: 'Canal house 14',
    enamel: 'bottle',
    sample: false,
    parent: null,
    document: false,
    role: 'owner',
    self: alice,
    members: [
      member(alice, 'owner', true),
      member(bob, 'editor', true),
      member(carol, 'editor', true),
      member(gus, 'guest', false),
    ],
    can: {
      ...{ post: true, comment: true, moderate: true, invite: true, rename: true },
      addPeople: false,
      group: true,
    },
    readers: ['Bob', 'Carol', 'Gus'],
    expiresAt: null,
    sync: waiting,
    ended: null,
    roleChange: null,
    notices: [],
    undone: [],
    ownVoid: false,
    readAt: at(10, 5),
    ...change,
  }
}

/** Everything that has to be known before one goes on, as told to somebody who cannot invite. */
export function stageNotices(): Partial<SpaceView> {
  const notice = (kind: SpaceView['notices'][number]['kind'], of: Person) => ({
    kind,
    person: of,
    deviceId: id(`${kind[0]}`) as SpaceView['notices'][number]['deviceId'],
    deviceLabel: 'laptop',
    self: of.self,
    at: at(10, 0),
    itemId: null,
  })
  const view = stageView()
  return {
    can: { ...view.can, invite: false },
    members: view.members.map((one) => ({
      ...one,
      verified: one.person === gus ? 'namesake' : one.person === carol ? 'changed' : 'no',
    })),
    roleChange: { role: 'owner', by: bob, at: at(10, 0) },
    notices: [
      notice('equivocation', bob),
      notice('restored', carol),
      notice('setAside', carol),
      notice('refusedSnapshot', carol),
      notice('quarantined', gus),
      notice('forked', alice),
    ],
    ownVoid: true,
    undone: [
      {
        ...{ entry: 'entry', what: 'remove', actor: carol, whom: alice },
        ...{ by: bob, because: 'removed', at: at(9, 50) },
      },
    ],
  }
}

export function newItem(
  author: Person,
  createdAt: number,
  content: FeedItem['content'],
  change: Partial<FeedItem> = {},
): FeedItem {
  return {
    itemId: newId() as FeedItem['itemId'],
    order: createdAt,
    author,
    createdAt,
    editedAt: null,
    editedBy: null,
    mine: author.self,
    canEdit: author.self,
    canDelete: author.self,
    content,
    comments: { total: 0, latest: [] },
    delivery: null,
    writing: [],
    ...change,
  }
}

const line = (text: string) => ({
  type: 'bullet' as const,
  level: 1,
  done: false,
  runs: [{ text, marks: [] }],
})

export const noteLines = [
  'Diamond layout, cement tiles of 20 cm, off-white and slate.',
  'Plain slate border, two tiles wide,',
  'The panelling stays. Colour is chosen on site, in daylight.',
]

const comment = (itemId: string, author: Person, text: string, createdAt: number) => ({
  commentId: newId() as FeedItem['comments']['latest'][number]['commentId'],
  itemId: itemId as FeedItem['itemId'],
  author,
  text,
  createdAt,
  editedAt: null,
  mine: author.self,
  canDelete: author.self,
})

const file = (
  fileId: string,
  name: string,
  mime: string,
  sizeBytes: number,
  picture = false,
): FeedItem['content'] => ({
  kind: 'file',
  text: '',
  file: {
    fileId: fileId as never,
    name,
    sizeBytes,
    mime,
    picture: picture ? { width: 640, height: 400, alt: 'A hall with an open door' } : null,
    removed: picture ? ['location'] : [],
    transfer: { state: 'complete', haveBytes: sizeBytes },
  },
})

/** The feed of the design's pictures. */
export function canalHouse(): FeedItem[] {
  const said = newItem(bob, at(9, 12), {
    kind: 'message',
    text: 'The tiler can start on 7 December if we settle the hall floor this week. Carol, could you live with the diamond layout?',
  })
  said.comments = {
    total: 1,
    latest: [comment(said.itemId, carol, 'Yes, as long as the border stays plain.', at(9, 20))],
  }
  return [
    said,
    newItem(
      alice,
      at(9, 41),
      {
        kind: 'note',
        title: 'What we decided for the entrance hall',
        blocks: noteLines.map(line),
        more: false,
      },
      {
        writing: [carol],
        delivery: {
          pips: ['have', 'have', 'wait'],
          have: 2,
          of: 3,
          receivedBy: null,
          mailboxUntil: null,
        },
      },
    ),
    newItem(
      bob,
      at(10, 32),
      file(id('p'), 'Hall floor, revision C.pdf', 'application/pdf', 1_800_000),
    ),
    newItem(
      bob,
      at(10, 33),
      file(id('q'), 'Hall, seen from the stairs.jpg', 'image/png', 640_000, true),
    ),
    newItem(carol, at(10, 48), {
      kind: 'link',
      url: 'https://example.org/tiles/slate-border',
      text: '',
    }),
  ]
}

/** A long feed: everything a person may meet, many times. */
export function longFeed(count: number): FeedItem[] {
  const people = [alice, bob, carol]
  const start = Date.now() - count * 90_000
  return Array.from({ length: count }, (_, n) => {
    const author = people[Math.floor(n / 3) % 3] ?? bob
    const when = start + n * 90_000
    if (n % 17 === 5) {
      return newItem(author, when, {
        kind: 'note',
        title: `Note ${n}`,
        blocks: noteLines.map(line),
        more: n % 2 === 0,
      })
    }
    if (n % 23 === 7) {
      return newItem(author, when, { kind: 'link', url: `https://example.org/${n}`, text: '' })
    }
    if (n % 29 === 11)
      return newItem(author, when, file(newId(), `Plan ${n}.pdf`, 'application/pdf', n * 1000))
    const text = `Message ${n}. ${'It goes on for a while. '.repeat(n % 5)}`.trim()
    return newItem(author, when, { kind: 'message', text })
  })
}
