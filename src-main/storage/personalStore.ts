import type {
  ComparisonRow,
  DeviceCardRow,
  IntroductionRow,
  LedgerRow,
  PersonalStore,
  PersonRow,
  ProfileRowWithSecrets,
} from '../../src-core/ports/index.ts'
import { plainBytes } from './bytes.ts'
import type { StoreContext } from './storeContext.ts'

export function createPersonalStore(context: StoreContext): PersonalStore {
  return {
    ...createProfile(context),
    ...createPeople(context),
    ...createCards(context),
    ...createIntroductions(context),
    ...createComparisons(context),
    ...createLedger(context),
  }
}

function createProfile({ database }: StoreContext): Pick<PersonalStore, 'profile' | 'putProfile'> {
  const select = database.prepare<[], ProfileRowWithSecrets>(
    `SELECT user_id AS userId, device_id AS deviceId, name, enamel, device_label AS deviceLabel,
      created_at AS createdAt, secrets FROM profile`,
  )
  const upsert = database.prepare(
    `INSERT OR REPLACE INTO profile
    VALUES (1, @userId, @deviceId, @name, @enamel, @deviceLabel, @createdAt, @secrets)`,
  )
  return {
    profile() {
      const row = select.get()
      return row && { ...row, secrets: plainBytes(row.secrets) }
    },
    putProfile: (row) => void upsert.run(row),
  }
}

function createPeople({
  database,
  transactions,
  spaces,
}: StoreContext): Pick<PersonalStore, 'people' | 'putPerson' | 'removePerson'> {
  const select = database.prepare<[number], Omit<PersonRow, 'spaceId'>>(
    `SELECT user_id AS userId, name, email, card, updated_at AS updatedAt FROM person
    WHERE space = ? ORDER BY user_id`,
  )
  const upsert = database.prepare(
    `INSERT INTO person VALUES (@space, @userId, @name, @email, @card, @updatedAt)
    ON CONFLICT DO UPDATE SET name = excluded.name, email = excluded.email, card = excluded.card,
      updated_at = excluded.updated_at`,
  )
  const remove = database.prepare('DELETE FROM person WHERE space = ? AND user_id = ?')
  const removeCards = database.prepare('DELETE FROM device_card WHERE space = ? AND user_id = ?')
  return {
    people: (spaceId) =>
      select
        .all(spaces.find(spaceId))
        .map((row) => ({ ...row, spaceId, card: plainBytes(row.card) })),
    putPerson: ({ spaceId, ...row }) =>
      transactions.run(() => void upsert.run({ ...row, space: spaces.ensure(spaceId) })),
    removePerson: (spaceId, userId) =>
      transactions.run(() => {
        const space = spaces.find(spaceId)
        remove.run(space, userId)
        removeCards.run(space, userId)
      }),
  }
}

function createCards({
  database,
  transactions,
  spaces,
}: StoreContext): Pick<PersonalStore, 'cards' | 'putCard'> {
  const select = database.prepare<[number], Omit<DeviceCardRow, 'spaceId'>>(
    `SELECT device_id AS deviceId, user_id AS userId, card FROM device_card
    WHERE space = ? ORDER BY device_id`,
  )
  const upsert = database.prepare(
    'INSERT OR REPLACE INTO device_card VALUES (@space, @deviceId, @userId, @card)',
  )
  return {
    cards: (spaceId) =>
      select
        .all(spaces.find(spaceId))
        .map((row) => ({ ...row, spaceId, card: plainBytes(row.card) })),
    putCard: ({ spaceId, ...row }) =>
      transactions.run(() => void upsert.run({ ...row, space: spaces.ensure(spaceId) })),
  }
}

function createIntroductions({
  database,
  transactions,
  spaces,
}: StoreContext): Pick<PersonalStore, 'introduction' | 'putIntroduction' | 'removeIntroduction'> {
  const select = database.prepare<[number | null], IntroductionRow>(
    'SELECT name, email, photo FROM introduction WHERE space IS ?',
  )
  const remove = database.prepare('DELETE FROM introduction WHERE space IS ?')
  const insert = database.prepare('INSERT INTO introduction VALUES (@space, @name, @email, @photo)')
  return {
    introduction(spaceId) {
      const row = select.get(spaceId && spaces.find(spaceId))
      return row && { ...row, photo: row.photo && plainBytes(row.photo) }
    },
    putIntroduction: (spaceId, row) =>
      transactions.run(() => {
        const space = spaceId && spaces.ensure(spaceId)
        remove.run(space)
        insert.run({ ...row, space })
      }),
    removeIntroduction: (spaceId) => void remove.run(spaceId && spaces.find(spaceId)),
  }
}

function createComparisons({
  database,
}: StoreContext): Pick<PersonalStore, 'comparisons' | 'putComparison' | 'removeComparison'> {
  const select = database.prepare<[], ComparisonRow>(
    'SELECT user_id AS userId, root_key AS rootKey, name, at FROM comparison ORDER BY user_id',
  )
  const upsert = database.prepare(
    'INSERT OR REPLACE INTO comparison VALUES (@userId, @rootKey, @name, @at)',
  )
  const remove = database.prepare('DELETE FROM comparison WHERE user_id = ?')
  return {
    comparisons: () => select.all().map((row) => ({ ...row, rootKey: plainBytes(row.rootKey) })),
    putComparison: (row) => void upsert.run(row),
    removeComparison: (userId) => void remove.run(userId),
  }
}

function createLedger({ database }: StoreContext): Pick<PersonalStore, 'ledger' | 'appendLedger'> {
  const select = database.prepare<[number], LedgerRow>(
    `SELECT at, purpose, what, space_id AS spaceId, recipient FROM ledger
    ORDER BY number DESC LIMIT ?`,
  )
  const insert = database.prepare(
    `INSERT INTO ledger (at, purpose, what, space_id, recipient)
    VALUES (@at, @purpose, @what, @spaceId, @recipient)`,
  )
  return {
    ledger: (limit) => select.all(limit),
    appendLedger: (row) => void insert.run(row),
  }
}
