import type { Enamel } from '../../src-core/bridge/schemas.ts'
import { answerOf, deleteDatabase, endOf, openDatabase } from './database.ts'
import { createRowKey, createRowSeal, type RowSeal } from './rowSeal.ts'
import type { SealedShelf } from './sealedShelf.ts'
import { isLeft } from './visitLock.ts'

/** What is known of a visit before it is opened: sealed like the rest. */
export interface VisitFacts {
  readonly spaceId: string
  /** The Space's name, and the colour of its door. */
  readonly space: string
  readonly enamel: Enamel
  /** ms since 1970; null: without an end. */
  readonly until: number | null
  readonly usedAt: number
}

export interface KeptVisit {
  /** Random; the name of its lock too. */
  readonly name: string
  readonly shelf: SealedShelf
  readonly seal: RowSeal
  /** What says that all of it is there; stored last. */
  putFacts(facts: VisitFacts): Promise<void>
  close(): void
}

export interface FoundVisit extends KeptVisit {
  readonly facts: VisitFacts
}

/** What the browser gives. */
export interface KeptVisitsOptions {
  readonly databases: IDBFactory
  readonly locks: LockManager
}

const PREFIX = 'foyer-visit-'
const KEYS = 'keys'
const ROWS = 'rows'
const KEY = 'row'

/** Rows of the visit itself begin after it. */
const FACTS_ID = 0

function shelfOf(databases: IDBFactory, database: IDBDatabase, name: string): SealedShelf {
  return {
    async read() {
      const store = database.transaction(ROWS).objectStore(ROWS)
      const [ids, sealed] = await Promise.all([
        answerOf(store.getAllKeys()),
        answerOf(store.getAll() as IDBRequest<Uint8Array[]>),
      ])
      return ids.flatMap((id, index) => {
        const bytes = sealed[index]
        return bytes && id !== FACTS_ID ? [{ id: Number(id), sealed: bytes }] : []
      })
    },
    write(puts, removals) {
      // What this device said to others must not be forgotten by a power cut.
      const transaction = database.transaction(ROWS, 'readwrite', { durability: 'strict' })
      const store = transaction.objectStore(ROWS)
      for (const { id, sealed } of puts) store.put(sealed, id)
      for (const id of removals) store.delete(id)
      return endOf(transaction)
    },
    async erase() {
      database.close()
      await deleteDatabase(databases, name)
    },
  }
}

function visitOf(databases: IDBFactory, database: IDBDatabase, seal: RowSeal): KeptVisit {
  const { name } = database
  const shelf = shelfOf(databases, database, name)
  return {
    name,
    shelf,
    seal,
    async putFacts(facts) {
      const sealed = await seal.seal({ place: ['facts'], value: facts })
      await shelf.write([{ id: FACTS_ID, sealed }], [])
    },
    close: () => database.close(),
  }
}

/** Room for a visit, with a key that never leaves the browser. Rejects where the browser has none to give. */
export async function createKeptVisit({ databases }: KeptVisitsOptions): Promise<KeptVisit> {
  const random = crypto.getRandomValues(new Uint8Array(12))
  const name = PREFIX + Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const key = await createRowKey()
  const database = await openDatabase(databases, name, [KEYS, ROWS])
  const transaction = database.transaction(KEYS, 'readwrite')
  transaction.objectStore(KEYS).put(key, KEY)
  await endOf(transaction)
  return visitOf(databases, database, createRowSeal(key))
}

async function openVisit(databases: IDBFactory, name: string): Promise<FoundVisit | undefined> {
  const database = await openDatabase(databases, name, [KEYS, ROWS])
  const stores = database.transaction([KEYS, ROWS])
  const [key, sealed] = await Promise.all([
    answerOf(stores.objectStore(KEYS).get(KEY) as IDBRequest<CryptoKey | undefined>),
    answerOf(stores.objectStore(ROWS).get(FACTS_ID) as IDBRequest<Uint8Array | undefined>),
  ])
  const seal = key && createRowSeal(key)
  const facts = sealed && (await seal?.open(sealed))?.value
  if (!seal || !facts) {
    database.close()
    return undefined
  }
  return { ...visitOf(databases, database, seal), facts: facts as VisitFacts }
}

/**
 * The visits kept in this browser, the one used last first. What was never stored completely, cannot be
 * opened, or is over at `now` (ms since 1970) is removed.
 */
export async function findKeptVisits(
  { databases, locks }: KeptVisitsOptions,
  isOver: (facts: VisitFacts) => boolean,
): Promise<readonly FoundVisit[]> {
  const found: FoundVisit[] = []
  for (const { name } of await databases.databases()) {
    if (!name?.startsWith(PREFIX)) continue
    const visit = await openVisit(databases, name)
    if (visit && !isOver(visit.facts)) found.push(visit)
    // One without facts may be being stored by another tab at this moment.
    else if (visit) await visit.shelf.erase()
    else if (await isLeft(name, locks)) await deleteDatabase(databases, name)
  }
  return found.sort((a, b) => b.facts.usedAt - a.facts.usedAt)
}
