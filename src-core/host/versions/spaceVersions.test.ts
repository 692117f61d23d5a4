import { beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { DeviceId, ItemId, SpaceId, UserId, VersionId } from '../../base/ids.ts'
import { ready } from '../../crypto/index.ts'
import { clientIdFor, createBodyOf } from '../../documents/index.ts'
import { can, type Role } from '../../membership/index.ts'
import { createMemoryStorage } from '../../ports/memory/index.ts'
import { createSeededRandom } from '../../testing/seededRandom.ts'
import { createVirtualClock } from '../../testing/virtualClock.ts'
import { createSpaceVersions } from './spaceVersions.ts'
import type { SpaceVersionsOptions } from './versionsOptions.ts'

const TAG = 0x1234_5678
const spaceId = 'A'.repeat(43) as SpaceId
const itemId = 'BAQEBAQEBAQEBAQEBAQEBA' as ItemId
const other = 'CAQEBAQEBAQEBAQEBAQEBA' as DeviceId
const user = 'DAQEBAQEBAQEBAQEBAQEBA' as UserId
beforeAll(ready)

/** The versions of a Space with one note, beside somebody of this role. */
function versionsBeside(role: Role, isPresent = true) {
  const storage = createMemoryStorage()
  const random = createSeededRandom('serve')
  const clock = createVirtualClock()
  const dataKey = random.bytes(32)
  const [feed, body] = [new Y.Doc(), new Y.Doc()]
  feed.clientID = clientIdFor(TAG, 1)
  createBodyOf(body, [{ type: 'paragraph', text: 'CANARY' }])
  storage.feed.putItems(spaceId, [
    {
      ...{ itemId, kind: 'note', order: 1, author: user, device: other, seq: 1, createdAt: 1 },
      ...{ editedAt: null, editedBy: null, binnedAt: null, binnedBy: null, searchText: '' },
      content: JSON.stringify({ title: 'Plan' }),
    },
  ])
  const nothing = () => () => {}
  const device = { deviceId: other, userId: user }
  const owed: unknown[] = []
  const versions = createSpaceVersions({
    ...{ spaceId, storage, dataKey, random, clock, identity: { deviceId: other } },
    membership: {
      role: () => 'owner',
      rights: () => can('owner'),
      isPresent: () => isPresent,
      device: () => device,
      deviceByTag: () => device,
      state: () => ({ members: new Map([[user, { role }]]) }),
      onChange: nothing,
    },
    chains: { head: () => ({ deviceId: other, seq: 3, hash: '' }) },
    documents: {
      tag: TAG,
      feedDoc: () => feed,
      body: () => body,
      changeFeedDoc: (change: (doc: Y.Doc) => unknown) => feed.transact(() => change(feed)),
      onFeedOpened: nothing,
      onBodyUpdate: nothing,
    },
    ...{ actions: { perform: () => {} }, sessions: () => [] },
    ...{ announce: () => {}, log: () => {} },
    onErased: (itemId: ItemId, by: string) => void owed.push([itemId, by]),
  } as unknown as SpaceVersionsOptions)
  const versionId = versions.actions.keep(itemId, 'Then')
  return { versions, versionId, storage, owed }
}

describe('a kept version', () => {
  it('is given to a viewer and to nobody who is a guest or was removed', () => {
    const given = (role: Role, isPresent?: boolean) => {
      const { versions, versionId } = versionsBeside(role, isPresent)
      return versions.serve(versionId, other) !== undefined
    }
    expect(given('viewer')).toBe(true)
    expect(given('guest')).toBe(false)
    expect(given('editor', false)).toBe(false)
  })

  it('is given to nobody once it is erased, and neither its key nor its content is left', () => {
    const { versions, versionId, storage, owed } = versionsBeside('editor')
    expect(storage.versions.get(spaceId, versionId)).toBeDefined()
    expect(owed).toEqual([])
    versions.actions.erase(itemId, [versionId])
    // What led to it is to go too.
    expect(owed).toEqual([[itemId, 'here']])
    expect(versions.serve(versionId, other)).toBeUndefined()
    expect(storage.versions.get(spaceId, versionId)).toBeUndefined()
    // The next envelope of this device is the one that tells the others.
    expect(storage.versions.erasures(spaceId)).toEqual([{ versionId, deviceId: other, seq: 4 }])
  })

  it('leaves the note’s history alone where the app itself makes room', () => {
    const { versions, versionId, owed } = versionsBeside('editor')
    versions.book().erase([versionId], 5, true)
    expect(versions.of(itemId)).toEqual([])
    expect(owed).toEqual([])
  })

  it('lies on the disk without a word of the note', () => {
    const { versionId, storage } = versionsBeside('editor')
    const row = storage.versions.get(spaceId, versionId)
    const bytes = Buffer.concat([row?.blob ?? Buffer.of(), row?.sealedKey ?? Buffer.of()])
    expect(bytes.length).toBeGreaterThan(100)
    expect(bytes.includes('CANARY')).toBe(false)
  })
})

describe('what was said of versions on a branch that is left', () => {
  const clients = new Set([clientIdFor(TAG, 1)])

  it('is said again once, whatever is repeated', () => {
    const before = versionsBeside('editor').versions
    const written = before.again.written(clients)
    expect(written).toMatchObject([{ type: 'version', itemId, kind: 'named' }])
    expect(before.again.written(new Set([1]))).toEqual([])
    const { versions } = versionsBeside('editor')
    const [first] = written
    const later = first?.type === 'version' ? { ...first, at: first.at + 1 } : first
    for (const one of [...written, later, later]) if (one) versions.again.again(one)
    const kept = versions.of(itemId).map(({ at }) => at)
    expect(kept).toEqual([later && 'at' in later ? later.at : 0, kept[1]])
    expect(versions.vault.content(versions.of(itemId)[0]?.versionId as VersionId)).toMatchObject({
      ...{ title: 'Plan', name: 'Then' },
    })
    // Erased meanwhile: it does not come back.
    versions.actions.erase(itemId, null)
    if (later) versions.again.again(later)
    expect(versions.of(itemId)).toEqual([])
  })

  it('is an erasure that tells others by this device’s chain, and takes what led to the note along', () => {
    const { versions, versionId, storage, owed } = versionsBeside('editor')
    storage.versions.erase(spaceId, { versionId, deviceId: user as never, seq: 9 })
    const erasure = { type: 'erasure', versionId, itemId, thinned: false } as const
    versions.again.again(erasure)
    expect(versions.again.written(clients)).toEqual([erasure])
    expect(storage.versions.erasures(spaceId)).toEqual([{ versionId, deviceId: other, seq: 4 }])
    expect(owed).toEqual([[itemId, 'here']])
    versions.again.again(erasure)
    expect(owed).toHaveLength(1)
  })
})
