import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { DocId, SpaceId } from '../../src-core/base/ids.ts'
import {
  bodyDocId,
  clientIdFor,
  commentsDocId,
  createFeed,
  feedDocId,
} from '../../src-core/documents/index.ts'
import { decodeIdentity, deviceTag } from '../../src-core/membership/index.ts'
import { type CraftedUpdate, craftUpdate } from '../../src-core/testing/craftUpdate.ts'
import { smuggle } from './support/alteredHost.ts'
import { gather } from './support/gather.ts'
import { linesOf, type Person } from './support/world.ts'

type Attack = (context: {
  readonly spaceId: SpaceId
  readonly own: number
  readonly victim: number
}) => { readonly docId: DocId; readonly payload: Uint8Array }

const tagOfPerson = ({ profile }: Person): number => {
  const identity = decodeIdentity(profile.storage.personal.profile()?.secrets ?? new Uint8Array())
  if (!identity) throw new Error('no identity')
  return deviceTag(identity.deviceId)
}

const raw = (docId: DocId, update: CraftedUpdate) => ({ docId, payload: craftUpdate(update) })
const message = { kind: 'message', order: 9, at: 1, text: 'forged' }
const itemKey = `${'E'.repeat(21)}A`

const attacks: readonly (readonly [
  what: string,
  role: 'viewer' | 'commenter' | 'editor',
  attack: Attack,
])[] = [
  [
    'a viewer posts to the feed',
    'viewer',
    ({ spaceId, own }) => {
      const doc = new Y.Doc()
      doc.clientID = own
      createFeed(doc).post({ id: itemKey as never, kind: 'message', at: 1, text: 'forged' })
      return { docId: feedDocId(spaceId), payload: Y.encodeStateAsUpdate(doc) }
    },
  ],
  [
    'a commenter writes a note',
    'commenter',
    ({ own }) =>
      raw(bodyDocId(itemKey as never), {
        blocks: [{ client: own, structs: [{ ref: 4, parent: 'body', content: 'forged' }] }],
      }),
  ],
  [
    'a commenter writes under a key of Alice',
    'commenter',
    ({ spaceId, own, victim }) =>
      raw(commentsDocId(spaceId), {
        blocks: [
          {
            client: own,
            structs: [
              {
                parent: 'comments',
                parentSub: `${victim.toString(16).padStart(8, '0')}:${itemKey}`,
              },
            ],
          },
        ],
      }),
  ],
  [
    'a commenter deletes everything of Alice',
    'commenter',
    ({ spaceId, victim }) =>
      raw(commentsDocId(spaceId), {
        deletes: [{ client: clientIdFor(victim, 0), clock: 0, length: 1000 }],
      }),
  ],
  [
    'an editor posts in the name of Alice',
    'editor',
    ({ spaceId, victim }) =>
      raw(feedDocId(spaceId), {
        blocks: [
          {
            client: clientIdFor(victim, 5),
            structs: [{ parent: 'items', parentSub: itemKey, content: [message] }],
          },
        ],
      }),
  ],
  [
    'an editor sends an update of 12,000 clients',
    'editor',
    ({ spaceId }) =>
      raw(feedDocId(spaceId), {
        blocks: Array.from({ length: 12_000 }, (_, client) => ({ client, structs: [{}] })),
      }),
  ],
  [
    'an editor sends a V2 update',
    'editor',
    ({ spaceId, own }) => {
      const doc = new Y.Doc()
      doc.clientID = own
      doc.getMap('items').set(itemKey, message)
      return { docId: feedDocId(spaceId), payload: Y.encodeStateAsUpdateV2(doc) }
    },
  ],
  [
    'an editor refers to what the own device has not written yet',
    'editor',
    ({ spaceId, own }) =>
      raw(feedDocId(spaceId), {
        blocks: [
          { client: own, structs: [{ parent: { client: own, clock: 50 }, parentSub: 'x' }] },
        ],
      }),
  ],
]

test.each(attacks)(
  '%s: Alice’s host refuses it, says so, and goes on',
  async (what, role, attack) => {
    const { world, alice, spaceId, join, converge } = await gather(what)
    const eve = await join('Eve', role)
    const carol = await join('Carol', 'editor')
    const { itemId } = await world.settle(alice.page.feed.post({ spaceId, text: 'true' }))
    await world.settle(alice.page.comments.add({ spaceId, itemId, text: 'also true' }))
    const before = await converge([alice, eve, carol], 2)

    const victim = tagOfPerson(alice)
    await smuggle(eve, spaceId, ({ tag }) => attack({ spaceId, own: clientIdFor(tag, 77), victim }))
    await world.until(async () => alice.log.some((line) => line.startsWith('refused an envelope')))
    await world.pass(60_000)

    expect(await linesOf(alice, spaceId)).toEqual(before)
    await world.settle(carol.page.feed.post({ spaceId, text: 'life goes on' }))
    expect(await converge([alice, carol], 3)).toEqual([...before, 'Carol: life goes on'])
  },
)
