import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId, EntryHash, EpochId, InviteId } from '../../base/ids.ts'
import type { Storage } from '../../ports/index.ts'
import { describeFeedStorage } from './describeFeedStorage.ts'
import { describeGivenStorage } from './describeGivenStorage.ts'
import { describeVersionStorage } from './describeVersionStorage.ts'
import {
  alice,
  bob,
  bodyDoc,
  commentRow,
  envelopeRow,
  feedDoc,
  fileRow,
  itemIdOf,
  itemRow,
  laptop,
  phone,
  profileRow,
  spaceA,
  spaceB,
  spaceRow,
} from './storageRows.ts'

export interface OpenStorage {
  readonly storage: Storage
  dispose(): void
}

const epoch = 'epoch' as EpochId
const KINDS = ['epoch', 'invite', 'verdict', 'proof', 'suspect', 'snapshot'] as const
const entry = (name: string) => name as EntryHash

/** Acceptance suite of the `Storage` port. */
export function describeStorage(name: string, open: () => OpenStorage): void {
  describe(`${name} as Storage`, () => {
    let opened: OpenStorage
    let storage: Storage
    beforeEach(() => {
      opened = open()
      storage = opened.storage
    })
    afterEach(() => opened.dispose())

    it('keeps nothing of a transaction that throws, in any store', () => {
      storage.settings.set('theme', 'dark')
      const work = () => {
        storage.settings.set('theme', 'light')
        storage.settings.remove('nothing')
        storage.spaces.put(spaceRow())
        storage.spaces.putSecret(spaceA, 'epoch', epoch, new Uint8Array([1]))
        storage.log.append(spaceA, entry('e1'), new Uint8Array([1]))
        storage.envelopes.append(spaceA, envelopeRow(1))
        storage.envelopes.hold(spaceA, envelopeRow(3))
        storage.envelopes.setApplying(spaceA, { docId: feedDoc, deviceId: laptop, seq: 1 })
        storage.checkpoints.put(spaceA, feedDoc, 1, new Uint8Array([1]))
        storage.feed.putItems(spaceA, [itemRow(1)])
        storage.feed.putComments(spaceA, [commentRow(1, itemIdOf(1))])
        storage.files.put(spaceA, fileRow())
        storage.mailbox.put(spaceA, 'ws://one', '1')
        storage.personal.putProfile(profileRow())
        throw new Error('stop')
      }
      expect(() => storage.transaction(work)).toThrow('stop')
      expect(storage.settings.get('theme')).toBe('dark')
      expect(storage.spaces.list()).toEqual([])
      expect(storage.spaces.secrets(spaceA, 'epoch')).toEqual([])
      expect(storage.log.list(spaceA)).toEqual([])
      expect(storage.envelopes.heads(spaceA)).toEqual([])
      expect(storage.envelopes.held(spaceA)).toEqual([])
      expect(storage.envelopes.applying(spaceA)).toBeNull()
      expect(storage.checkpoints.get(spaceA, feedDoc)).toBeUndefined()
      expect(storage.feed.count(spaceA, 'everything')).toBe(0)
      expect(storage.feed.search('text', null, 10)).toEqual([])
      expect(storage.files.unfinished(spaceA)).toEqual([])
      expect(storage.mailbox.get(spaceA, 'ws://one')).toBeUndefined()
      expect(storage.personal.profile()).toBeUndefined()
      storage.spaces.put(spaceRow())
      expect(storage.spaces.list()).toEqual([spaceRow()])
    })

    it('keeps what is known about a mailbox by Space and relay, until the Space is erased', () => {
      storage.spaces.put(spaceRow())
      storage.mailbox.put(spaceA, 'ws://one', '1')
      storage.mailbox.put(spaceA, 'ws://one', '2')
      storage.mailbox.put(spaceA, 'ws://two', '3')
      const states = () =>
        ['ws://one', 'ws://two'].map((relay) => storage.mailbox.get(spaceA, relay))
      expect(states()).toEqual(['2', '3'])
      expect(storage.mailbox.get(spaceB, 'ws://one')).toBeUndefined()
      storage.spaces.erase(spaceA)
      expect(states()).toEqual([undefined, undefined])
    })

    it('lets a nested transaction join the outer one', () => {
      const work = () => {
        storage.transaction(() => storage.settings.set('a', '1'))
        throw new Error('stop')
      }
      expect(() => storage.transaction(work)).toThrow('stop')
      expect(storage.settings.get('a')).toBeUndefined()
      const value = storage.transaction(() =>
        storage.transaction(() => {
          storage.settings.set('a', '2')
          return 42
        }),
      )
      expect([value, storage.settings.get('a')]).toEqual([42, '2'])
    })

    it('keeps nothing of an unsynced transaction that throws, and all of one that does not', () => {
      const work = (text: string) => () => {
        storage.settings.set('a', text)
        storage.envelopes.append(spaceA, envelopeRow(1))
        if (text === 'no') throw new Error('stop')
      }
      expect(() => storage.unsynced(work('no'))).toThrow('stop')
      expect([storage.settings.get('a'), storage.envelopes.heads(spaceA)]).toEqual([undefined, []])
      storage.unsynced(work('yes'))
      expect(storage.settings.get('a')).toBe('yes')
      expect(storage.envelopes.heads(spaceA)).toHaveLength(1)
    })

    it('reads its own writes within a transaction', () => {
      storage.transaction(() => {
        storage.settings.set('a', '1')
        expect(storage.settings.get('a')).toBe('1')
        storage.settings.remove('a')
        expect(storage.settings.get('a')).toBeUndefined()
      })
    })

    it('keeps Spaces in the order they were added, and the newest state of each', () => {
      storage.spaces.put(spaceRow({ spaceId: spaceB, addedAt: 2000 }))
      storage.spaces.put(spaceRow({ addedAt: 1000 }))
      const changed = spaceRow({
        name: 'Zoë’s Ω مكان',
        sample: true,
        parent: spaceB,
        document: true,
        enamel: 'clay',
        readOrder: 2 ** 50,
        readAt: Date.UTC(2026, 0, 1),
      })
      storage.spaces.put(changed)
      expect(storage.spaces.list()).toEqual([changed, spaceRow({ spaceId: spaceB, addedAt: 2000 })])
      expect(storage.spaces.get(spaceA)).toEqual(changed)
      expect(storage.spaces.get('C'.repeat(43) as never)).toBeUndefined()
    })

    it('keeps secrets by kind, replaces and removes them', () => {
      const invite = 'invite' as InviteId
      storage.spaces.put(spaceRow())
      storage.spaces.putSecret(spaceA, 'epoch', epoch, new Uint8Array([1]))
      storage.spaces.putSecret(spaceA, 'epoch', epoch, new Uint8Array([2]))
      storage.spaces.putSecret(spaceA, 'invite', invite, new Uint8Array([3]))
      expect(storage.spaces.secrets(spaceA, 'epoch')).toEqual([
        { id: epoch, sealed: new Uint8Array([2]) },
      ])
      expect(storage.spaces.secrets(spaceB, 'epoch')).toEqual([])
      storage.spaces.removeSecret(spaceA, 'invite', invite)
      expect(storage.spaces.secrets(spaceA, 'invite')).toEqual([])
    })

    it('leaves nothing of an erased Space and everything of the others', () => {
      for (const spaceId of [spaceA, spaceB]) {
        storage.spaces.put(spaceRow({ spaceId }))
        for (const kind of KINDS)
          storage.spaces.putSecret(spaceId, kind, epoch, new Uint8Array([1]))
        storage.log.append(spaceId, entry('e1'), new Uint8Array([1]))
        storage.envelopes.append(spaceId, envelopeRow(1))
        storage.envelopes.hold(spaceId, envelopeRow(3))
        storage.envelopes.putConfirmed(spaceId, phone, [], 1)
        storage.envelopes.setApplying(spaceId, { docId: feedDoc, deviceId: laptop, seq: 1 })
        storage.checkpoints.put(spaceId, feedDoc, 1, new Uint8Array([1]))
        storage.feed.putItems(spaceId, [itemRow(1, { searchText: 'marmalade' })])
        storage.feed.putComments(spaceId, [commentRow(1, itemIdOf(1), { text: 'marmalade' })])
        storage.files.put(spaceId, fileRow())
        storage.personal.putPerson({ ...person, spaceId })
        storage.personal.putCard({ ...deviceCard, spaceId })
        storage.personal.putIntroduction(spaceId, introduction)
        storage.envelopes.putReceipt(spaceId, phone, 1, 1)
        storage.settings.set(`draft:${spaceId}:feed`, 'marmalade')
        storage.settings.set(`role-seen:${spaceId}`, 'marmalade')
      }
      storage.spaces.erase(spaceA)
      const rest = (spaceId: typeof spaceA) => [
        storage.spaces.get(spaceId) === undefined ? 0 : 1,
        ...KINDS.map((kind) => storage.spaces.secrets(spaceId, kind).length),
        storage.log.list(spaceId).length,
        storage.envelopes.heads(spaceId).length,
        storage.envelopes.ofDocument(spaceId, feedDoc, 0, 10).length,
        storage.envelopes.held(spaceId).length,
        storage.envelopes.confirmed(spaceId).length,
        storage.envelopes.applying(spaceId) === null ? 0 : 1,
        storage.checkpoints.get(spaceId, feedDoc) === undefined ? 0 : 1,
        storage.feed.count(spaceId, 'everything'),
        storage.feed.comments(spaceId, itemIdOf(1)).length,
        storage.files.unfinished(spaceId).length,
        storage.personal.people(spaceId).length,
        storage.personal.cards(spaceId).length,
        storage.personal.introduction(spaceId) === undefined ? 0 : 1,
        storage.envelopes.receipts(spaceId, 1).length,
        ...[`draft:${spaceId}:feed`, `role-seen:${spaceId}`].map((key) =>
          storage.settings.get(key) === undefined ? 0 : 1,
        ),
      ]
      expect(rest(spaceA)).toEqual(rest(spaceA).fill(0))
      expect(rest(spaceB)).toEqual(rest(spaceB).fill(1))
      const hits = storage.feed.search('marmalade', null, 10)
      expect(new Set(hits.map(({ spaceId }) => spaceId))).toEqual(new Set([spaceB]))
    })

    it('keeps log entries in the order they arrived, each once', () => {
      storage.log.append(spaceA, entry('zz'), new Uint8Array([1]))
      storage.log.append(spaceA, entry('aa'), new Uint8Array([2]))
      storage.log.append(spaceA, entry('zz'), new Uint8Array([3]))
      storage.log.append(spaceB, entry('zz'), new Uint8Array([4]))
      expect(storage.log.list(spaceA)).toEqual([
        { hash: 'zz', bytes: new Uint8Array([1]) },
        { hash: 'aa', bytes: new Uint8Array([2]) },
      ])
    })

    it('hands out envelopes by device and by document, in order and bounded', () => {
      const first = storage.envelopes.append(spaceA, envelopeRow(1))
      storage.envelopes.append(spaceB, envelopeRow(1))
      const second = storage.envelopes.append(spaceA, envelopeRow(2, { docId: bodyDoc }))
      const third = storage.envelopes.append(spaceA, envelopeRow(1, { deviceId: phone }))
      storage.envelopes.append(spaceA, envelopeRow(3))
      expect(second).toBeGreaterThan(first)
      expect(third).toBeGreaterThan(second)
      const { envelopes } = storage
      const seqs = (rows: readonly { seq: number }[]) => rows.map(({ seq }) => seq)
      expect(seqs(envelopes.ofDevice(spaceA, laptop, 1, 10))).toEqual([1, 2, 3])
      expect(seqs(envelopes.ofDevice(spaceA, laptop, 2, 1))).toEqual([2])
      expect(envelopes.ofDocument(spaceA, feedDoc, first, 1)).toEqual([
        { ...envelopeRow(1, { deviceId: phone }), position: third },
      ])
      expect(seqs(envelopes.ofDocument(spaceA, feedDoc, 0, 10))).toEqual([1, 1, 3])
      const heads = new Map(envelopes.heads(spaceA).map((head) => [head.deviceId, head]))
      expect(heads).toEqual(
        new Map([
          [laptop, { deviceId: laptop, seq: 3, hash: envelopeRow(3).hash }],
          [phone, { deviceId: phone, seq: 1, hash: envelopeRow(1).hash }],
        ]),
      )
    })

    it('takes the end of a chain away', () => {
      const { envelopes } = storage
      for (const seq of [1, 2, 3]) envelopes.append(spaceA, envelopeRow(seq))
      const other = envelopes.append(spaceA, envelopeRow(5, { deviceId: phone }))
      envelopes.replace(spaceA, envelopeRow(4, { firstSeq: 3 }))
      expect(() =>
        storage.transaction(() => {
          envelopes.cutBack(spaceA, laptop, 1)
          throw new Error('no')
        }),
      ).toThrow()
      const headOf = (deviceId: DeviceId) =>
        envelopes.heads(spaceA).find((head) => head.deviceId === deviceId)
      expect(headOf(laptop)?.seq).toBe(4)

      envelopes.cutBack(spaceA, laptop, 2)
      expect(headOf(laptop)).toEqual({ deviceId: laptop, seq: 2, hash: envelopeRow(2).hash })
      expect(envelopes.ofDevice(spaceA, laptop, 1, 10).map(({ seq }) => seq)).toEqual([1, 2])
      // What comes in its place is new to every reader.
      expect(envelopes.append(spaceA, envelopeRow(3))).toBeGreaterThan(other)
      envelopes.cutBack(spaceA, laptop, 0)
      expect(headOf(laptop)).toBeUndefined()
      expect(headOf(phone)?.seq).toBe(5)
      expect(envelopes.ofDocument(spaceA, feedDoc, 0, 10)).toHaveLength(1)
    })

    it('puts a segment in the place of the envelopes it stands for', () => {
      const { envelopes } = storage
      const positions = [1, 2, 3, 4].map((seq) => envelopes.append(spaceA, envelopeRow(seq)))
      const other = envelopes.append(spaceA, envelopeRow(2, { deviceId: phone }))
      const bytes = new Uint8Array([9, 9])
      const segment = envelopeRow(3, { firstSeq: 2, bytes })
      expect(envelopes.replace(spaceA, segment)).toBe(positions[2])
      const kept = [envelopeRow(1), segment, envelopeRow(4)]
      const expected = [0, 2, 3].map((at, i) => ({ ...kept[i], position: positions[at] }))
      expect(envelopes.ofDevice(spaceA, laptop, 1, 10)).toEqual(expected)
      expect(envelopes.ofDevice(spaceA, laptop, 2, 1)).toEqual([expected[1]])
      expect(envelopes.ofDocument(spaceA, feedDoc, 0, 2)).toEqual(expected.slice(0, 2))
      expect(envelopes.ofDevice(spaceA, phone, 1, 10)).toHaveLength(1)

      // One that reaches further takes a place at the end, and those that it covers in part stay.
      const further = envelopeRow(6, { firstSeq: 3 })
      expect(envelopes.replace(spaceA, further)).toBeGreaterThan(other)
      const rows = envelopes.ofDevice(spaceA, laptop, 1, 10)
      expect(rows.map((row) => [row.firstSeq, row.seq])).toEqual([
        [undefined, 1],
        [2, 3],
        [3, 6],
      ])
      expect(envelopes.heads(spaceA).find(({ deviceId }) => deviceId === laptop)?.seq).toBe(6)
      expect(() =>
        storage.transaction(() => {
          envelopes.replace(spaceA, envelopeRow(6, { firstSeq: 1 }))
          throw new Error('no')
        }),
      ).toThrow()
      expect(envelopes.ofDevice(spaceA, laptop, 1, 10)).toEqual(rows)
    })

    it('remembers what each other device confirmed last', () => {
      const heads = [{ deviceId: laptop, seq: 4, hash: envelopeRow(4).hash }]
      storage.envelopes.putConfirmed(spaceA, phone, [], 10)
      storage.envelopes.putConfirmed(spaceA, phone, heads, 20)
      expect(storage.envelopes.confirmed(spaceA)).toEqual([{ peer: phone, heads, at: 20 }])
      expect(storage.envelopes.confirmed(spaceB)).toEqual([])
    })

    it('holds early envelopes until they are released', () => {
      storage.envelopes.hold(spaceA, envelopeRow(5))
      storage.envelopes.hold(spaceA, envelopeRow(5))
      storage.envelopes.hold(spaceA, envelopeRow(6))
      expect(storage.envelopes.held(spaceA)).toEqual([envelopeRow(5), envelopeRow(6)])
      expect(storage.envelopes.heldAt(spaceA, laptop, 6)).toEqual(envelopeRow(6))
      expect(storage.envelopes.heldAt(spaceA, laptop, 7)).toBeUndefined()
      storage.envelopes.release(spaceA, laptop, 5)
      expect(storage.envelopes.held(spaceA)).toEqual([envelopeRow(6)])
      expect(storage.envelopes.heads(spaceA)).toEqual([])
    })

    it('marks what is being applied', () => {
      expect(storage.envelopes.applying(spaceA)).toBeNull()
      const mark = { docId: feedDoc, deviceId: laptop, seq: 3 }
      storage.envelopes.setApplying(spaceA, { ...mark, seq: 2 })
      storage.envelopes.setApplying(spaceA, mark)
      expect(storage.envelopes.applying(spaceA)).toEqual(mark)
      storage.envelopes.setApplying(spaceA, null)
      expect(storage.envelopes.applying(spaceA)).toBeNull()
    })

    it('keeps the newest checkpoint of each document', () => {
      storage.checkpoints.put(spaceA, feedDoc, 1, new Uint8Array([1]))
      storage.checkpoints.put(spaceA, feedDoc, 2, new Uint8Array([2]))
      storage.checkpoints.put(spaceA, bodyDoc, 9, new Uint8Array([9]))
      expect(storage.checkpoints.get(spaceA, feedDoc)).toEqual({
        position: 2,
        sealed: new Uint8Array([2]),
      })
      expect(storage.checkpoints.get(spaceB, feedDoc)).toBeUndefined()
    })

    it('keeps files and their progress', () => {
      storage.files.put(spaceA, fileRow())
      const { fileId } = fileRow()
      storage.files.setProgress(spaceA, fileId, new Uint8Array([255, 0]), 'paused')
      expect(storage.files.get(spaceA, fileId)).toEqual(
        fileRow({ have: new Uint8Array([255, 0]), state: 'paused' }),
      )
      expect(storage.files.unfinished(spaceA)).toHaveLength(1)
      storage.files.setProgress(spaceA, fileId, new Uint8Array([255, 1]), 'complete')
      expect(storage.files.unfinished(spaceA)).toEqual([])
      storage.files.remove(spaceA, fileId)
      expect(storage.files.get(spaceA, fileId)).toBeUndefined()
    })

    it('keeps one profile, the people of each Space and the ledger', () => {
      expect(storage.personal.profile()).toBeUndefined()
      storage.personal.putProfile(profileRow({ name: 'x' }))
      storage.personal.putProfile(profileRow())
      expect(storage.personal.profile()).toEqual(profileRow())
      storage.personal.putPerson({ ...person, name: 'B' })
      storage.personal.putPerson(person)
      storage.personal.putPerson({ ...person, userId: alice, email: null })
      expect(storage.personal.people(spaceA)).toHaveLength(2)
      storage.personal.removePerson(spaceA, alice)
      expect(storage.personal.people(spaceA)).toEqual([person])
      const row = { at: 1, purpose: 'p', what: 'w', spaceId: null, recipient: null }
      for (const at of [1, 2, 3]) storage.personal.appendLedger({ ...row, at })
      expect(storage.personal.ledger(2).map(({ at }) => at)).toEqual([3, 2])
    })

    it('keeps one card a device, until its person is removed', () => {
      const { personal } = storage
      personal.putCard({ ...deviceCard, card: new Uint8Array([1]) })
      personal.putCard(deviceCard)
      personal.putCard({ ...deviceCard, deviceId: laptop })
      personal.putCard({ ...deviceCard, spaceId: spaceB })
      personal.putCard({ ...deviceCard, userId: alice, deviceId: 'tablet' as DeviceId })
      expect(personal.cards(spaceA)).toHaveLength(3)
      expect(personal.cards(spaceA)).toContainEqual(deviceCard)
      personal.removePerson(spaceA, bob)
      expect(personal.cards(spaceA).map(({ userId }) => userId)).toEqual([alice])
      expect(personal.cards(spaceB)).toHaveLength(1)
    })

    it('keeps what one tells of oneself, for one Space or for all others', () => {
      expect(storage.personal.introduction(null)).toBeUndefined()
      storage.personal.putIntroduction(null, { ...introduction, name: null })
      storage.personal.putIntroduction(spaceA, { ...introduction, name: 'x' })
      storage.personal.putIntroduction(spaceA, introduction)
      expect(storage.personal.introduction(null)).toEqual({ ...introduction, name: null })
      expect(storage.personal.introduction(spaceA)).toEqual(introduction)
      expect(storage.personal.introduction(spaceB)).toBeUndefined()
      storage.personal.removeIntroduction(spaceA)
      expect(storage.personal.introduction(spaceA)).toBeUndefined()
      expect(storage.personal.introduction(null)).toBeDefined()
    })

    it('keeps one comparison a person', () => {
      const row = { userId: bob, rootKey: new Uint8Array([1, 2]), name: 'Bob', at: 5 }
      storage.personal.putComparison({ ...row, at: 4 })
      storage.personal.putComparison(row)
      storage.personal.putComparison({ ...row, userId: alice })
      expect(storage.personal.comparisons()).toContainEqual(row)
      storage.personal.removeComparison(alice)
      expect(storage.personal.comparisons()).toEqual([row])
    })

    it('knows to the minute when a device first confirmed an envelope', () => {
      const minute = 60_000
      storage.envelopes.putReceipt(spaceA, phone, 3, 10 * minute + 5)
      storage.envelopes.putReceipt(spaceA, phone, 2, 10 * minute + 900)
      storage.envelopes.putReceipt(spaceA, phone, 7, 12 * minute)
      storage.envelopes.putReceipt(spaceA, laptop, 7, 11 * minute)
      const of = (seq: number) =>
        storage.envelopes.receipts(spaceA, seq).map(({ peer, at }) => [peer, at / minute])
      expect(of(1)).toContainEqual([phone, 10])
      expect(of(3)).toContainEqual([phone, 10])
      expect(of(4)).toContainEqual([phone, 12])
      expect(of(7)).toContainEqual([laptop, 11])
      expect(of(8)).toEqual([])
      expect(storage.envelopes.receipts(spaceB, 1)).toEqual([])
      expect(storage.envelopes.receiptsOf(spaceA, phone)).toEqual([
        { seq: 3, at: 10 * minute },
        { seq: 7, at: 12 * minute },
      ])
      expect(storage.envelopes.receiptsOf(spaceB, phone)).toEqual([])
    })

    it('does not share its bytes with the caller', () => {
      const bytes = new Uint8Array([1, 2, 3])
      storage.log.append(spaceA, entry('e1'), bytes)
      bytes.fill(0)
      expect(storage.log.list(spaceA)[0]?.bytes).toEqual(new Uint8Array([1, 2, 3]))
      expect(storage.usedBytes()).toBeGreaterThan(0)
    })

    describeVersionStorage(() => storage)
    describeGivenStorage(() => storage)
    describeFeedStorage(() => storage)
  })
}

const introduction = { name: 'Alice', email: 'a@example.org', photo: new Uint8Array([9]) }

const deviceCard = {
  spaceId: spaceA,
  userId: bob,
  deviceId: phone,
  card: new Uint8Array([3, 4]),
}

const person = {
  spaceId: spaceA,
  userId: bob,
  name: 'Bob',
  email: 'bob@example.org',
  card: new Uint8Array([4]),
  updatedAt: 3,
}
