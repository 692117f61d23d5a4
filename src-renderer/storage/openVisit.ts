import { createMemoryProfile, type MemoryProfile } from '../../src-core/ports/memory/index.ts'
import {
  createVisitKeeping,
  type VisitKeeping,
  type VisitKeepingOptions,
} from './createVisitKeeping.ts'
import { createKeptVisit, type FoundVisit, findKeptVisits, type VisitFacts } from './keptVisits.ts'
import { createRowSeal, rowKeyOf } from './rowSeal.ts'
import { type OpenedRows, openRows, type SealedShelf } from './sealedShelf.ts'
import { holdVisit } from './visitLock.ts'

/** What a browser has where a page came over a safe connection. */
export interface SafeBrowser {
  readonly databases: IDBFactory
  readonly locks: LockManager
}

export interface OpenVisitOptions {
  /** Undefined over plain http: nothing is remembered or kept then. */
  readonly browser: SafeBrowser | undefined
  /** The Space that the page's link names, if it has one. */
  readonly spaceId: () => Promise<string | undefined>
  /** What the tab remembers. */
  readonly tab: { readonly key: Uint8Array; readonly shelf: SealedShelf } | undefined
  readonly isOver: (facts: VisitFacts) => boolean
  readonly now: () => number
}

export interface OpenedVisit {
  readonly profile: MemoryProfile
  /** Whether it holds somebody already. */
  readonly isKnown: boolean
  readonly keeping: VisitKeeping
}

/**
 * The visit that this browser keeps or this tab remembers, otherwise a new one in memory. `elsewhere`: another
 * tab works with it. Rows that do not open are removed with all the others of their visit.
 */
export async function openVisit(options: OpenVisitOptions): Promise<OpenedVisit | 'elsewhere'> {
  const { browser, now } = options
  if (!browser) return opened({ unavailable: 'insecure', createKept: refused, now })
  const createKept = async () => {
    const made = await createKeptVisit(browser)
    await holdVisit(made.name, browser.locks)
    return made
  }
  const common = { createKept, now }

  const found = await findKept(browser, options)
  if (found === 'elsewhere') return found
  const kept = found && (await openRows(await found.shelf.read(), found.seal))
  if (found && kept) return opened({ ...common, kept: { ...found, ids: kept.ids } }, kept)
  await found?.shelf.erase()

  const tab = options.tab && (await openTab(options.tab, browser.locks))
  if (tab === 'elsewhere') return tab
  return opened({ ...common, tab: tab?.place }, tab?.rows)
}

const refused = () => Promise.reject(new Error('not over plain http'))

function opened(
  options: Omit<VisitKeepingOptions, 'profile'>,
  known?: OpenedRows | undefined,
): OpenedVisit {
  const profile = createMemoryProfile(known?.rows)
  const keeping = createVisitKeeping({ ...options, profile })
  return { profile, isKnown: (known?.rows.length ?? 0) > 0, keeping }
}

/** The one that the link names; without a link the one that was used last. */
async function findKept(
  browser: SafeBrowser,
  { spaceId, isOver }: OpenVisitOptions,
): Promise<FoundVisit | 'elsewhere' | undefined> {
  // A browser that has no databases to give has kept nothing either.
  const all = await findKeptVisits(browser, isOver).catch(() => [])
  if (all.length === 0) return undefined
  const named = await spaceId()
  const wanted = all.find(({ facts }) => named === undefined || facts.spaceId === named)
  for (const visit of all) if (visit !== wanted) visit.close()
  if (!wanted || (await holdVisit(wanted.name, browser.locks))) return wanted
  wanted.close()
  return 'elsewhere'
}

async function openTab(
  { key, shelf }: { readonly key: Uint8Array; readonly shelf: SealedShelf },
  locks: LockManager,
) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', key as BufferSource))
  const name = `tab-${Array.from(digest.subarray(0, 12), (byte) => byte.toString(16)).join('-')}`
  const holding = holdVisit(name, locks)
  const rowsThere = await shelf.read()
  // A key that is new is nobody else's.
  if (rowsThere.length > 0 && !(await holding)) return 'elsewhere'
  const seal = createRowSeal(await rowKeyOf(key))
  const rows = await openRows(rowsThere, seal)
  if (!rows) await shelf.erase()
  return { place: { shelf, seal, ids: rows?.ids }, rows }
}
