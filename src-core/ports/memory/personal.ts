import type { DeviceId, SpaceId, UserId } from '../../base/ids.ts'
import type {
  ComparisonRow,
  DeviceCardRow,
  IntroductionRow,
  LedgerRow,
  PersonalStore,
  PersonRow,
  ProfileRowWithSecrets,
} from '../personalStore.ts'
import { copyOf, sizeOf } from './bytes.ts'
import type { Journal } from './journal.ts'
import type { Section } from './section.ts'
import { createShelf, createTable, type Table } from './table.ts'

const copyPerson = (row: PersonRow): PersonRow => ({ ...row, card: copyOf(row.card) })

const copyCard = (row: DeviceCardRow): DeviceCardRow => ({ ...row, card: copyOf(row.card) })

const copyIntroduction = (row: IntroductionRow): IntroductionRow => ({
  ...row,
  photo: row.photo && copyOf(row.photo),
})

export function createPersonalStore(journal: Journal): Section<PersonalStore> {
  const profiles = createTable<'self', ProfileRowWithSecrets>(journal, ['profile'])
  const people = createShelf<SpaceId, Table<UserId, PersonRow>>(journal, 'person', (place) =>
    createTable(journal, place),
  )
  const cards = createShelf<SpaceId, Table<DeviceId, DeviceCardRow>>(journal, 'card', (place) =>
    createTable(journal, place),
  )
  const introductions = createTable<SpaceId | null, IntroductionRow>(journal, ['introduction'])
  const comparisons = createTable<UserId, ComparisonRow>(journal, ['comparison'])
  let lines = 0
  const ledger = createTable<number, LedgerRow>(journal, ['ledger'], (_, __, line) => {
    lines = Math.max(lines, line)
  })

  const store: PersonalStore = {
    profile() {
      const row = profiles.get('self')
      return row && { ...row, secrets: copyOf(row.secrets) }
    },
    putProfile: (row) => profiles.set('self', { ...row, secrets: copyOf(row.secrets) }),
    people: (spaceId) =>
      [...(people.peek(spaceId)?.values() ?? [])]
        .map(copyPerson)
        .sort((a, b) => (a.userId < b.userId ? -1 : 1)),
    putPerson: (row) => people.of(row.spaceId).set(row.userId, copyPerson(row)),
    removePerson(spaceId, userId) {
      people.peek(spaceId)?.delete(userId)
      const of = cards.peek(spaceId)
      for (const { deviceId, userId: owner } of [...(of?.values() ?? [])])
        if (owner === userId) of?.delete(deviceId)
    },
    cards: (spaceId) =>
      [...(cards.peek(spaceId)?.values() ?? [])]
        .map(copyCard)
        .sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1)),
    putCard: (row) => cards.of(row.spaceId).set(row.deviceId, copyCard(row)),
    introduction(spaceId) {
      const row = introductions.get(spaceId)
      return row && copyIntroduction(row)
    },
    putIntroduction: (spaceId, row) => introductions.set(spaceId, copyIntroduction(row)),
    removeIntroduction: (spaceId) => introductions.delete(spaceId),
    comparisons: () =>
      [...comparisons.values()]
        .map((row) => ({ ...row, rootKey: copyOf(row.rootKey) }))
        .sort((a, b) => (a.userId < b.userId ? -1 : 1)),
    putComparison: (row) => comparisons.set(row.userId, { ...row, rootKey: copyOf(row.rootKey) }),
    removeComparison: (userId) => comparisons.delete(userId),
    ledger: (limit) => [...ledger.values()].reverse().slice(0, limit),
    appendLedger(row) {
      ledger.set(lines + 1, row)
    },
  }
  return {
    store,
    forget(spaceId) {
      people.forget(spaceId)
      cards.forget(spaceId)
      introductions.delete(spaceId)
      for (const [line, row] of [...ledger.entries()])
        if (row.spaceId === spaceId) ledger.delete(line)
    },
    usedBytes: () =>
      sizeOf(profiles.values()) +
      sizeOf(ledger.values()) +
      sizeOf(introductions.values()) +
      sizeOf(comparisons.values()) +
      [...people.entries(), ...cards.entries()].reduce(
        (sum, [, rows]) => sum + sizeOf(rows.values()),
        0,
      ),
  }
}
