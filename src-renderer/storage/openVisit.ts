import type { KeptDoor } from '../../src-core/bridge/keptDoor.ts'
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
  /** Or why nothing is remembered and kept: plain http, or a browser that keeps nothing of this page. */
  readonly browser: SafeBrowser | 'insecure' | 'forbidden'
  /** The Space that the page's link names, if it has one. */
  readonly spaceId: () => Promise<string | undefined>
  /** Asks which of several kept visits a page without a link means: the name of one. */
  readonly choose: (doors: readonly KeptDoor[]) => Promise<string>
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
  const { browser, isOver, now } = options
  if (typeof browser === 'string') return opened({ unavailable: browser, createKept: refused, now })
  const createKept = async () => {
    const made = await createKeptVisit(browser)
    await holdVisit(made.name, browser.locks)
    return made
  }
  const common = { createKept, now }

  const all = await findKeptVisits(browser, isOver).catch(() => undefined)
  const found = all && (await wantedOf(all, options, browser))
  if (found === 'elsewhere') return found
  // Another tab may have removed it while this one asked.
  const rows = await found?.shelf.read().catch(() => undefined)
  const kept = found && rows && (await openRows(rows, found.seal))
  if (found && kept) return opened({ ...common, kept: { ...found, ids: kept.ids } }, kept)
  await found?.shelf.erase().catch(() => {})

  const tab = options.tab && (await openTab(options.tab, browser.locks))
  if (tab === 'elsewhere') return tab
  // A browser that has no databases to give keeps nothing beyond this tab.
  const unavailable = all ? undefined : 'forbidden'
  return opened({ ...common, unavailable, tab: tab?.place }, tab?.rows)
}

const refused = () => Promise.reject(new Error('this browser keeps nothing'))

function opened(
  options: Omit<VisitKeepingOptions, 'profile'>,
  known?: OpenedRows | undefined,
): OpenedVisit {
  const profile = createMemoryProfile(known?.rows)
  const keeping = createVisitKeeping({ ...options, profile })
  return { profile, isKnown: (known?.rows.length ?? 0) > 0, keeping }
}

/** The one that the link names; without a link the only one, or the one that is chosen. */
async function wantedOf(
  all: readonly FoundVisit[],
  { spaceId, choose }: OpenVisitOptions,
  { locks }: SafeBrowser,
): Promise<FoundVisit | 'elsewhere' | undefined> {
  if (all.length === 0) return undefined
  const wanted = await named(all, await spaceId(), choose)
  for (const visit of all) if (visit !== wanted) visit.close()
  if (!wanted || (await holdVisit(wanted.name, locks))) return wanted
  wanted.close()
  return 'elsewhere'
}

async function named(
  all: readonly FoundVisit[],
  spaceId: string | undefined,
  choose: OpenVisitOptions['choose'],
) {
  if (spaceId !== undefined) return all.find(({ facts }) => facts.spaceId === spaceId)
  if (all.length === 1) return all[0]
  const doors = all.map(({ name, facts: { space, enamel, until } }) => ({
    ...{ name, space, enamel, until },
  }))
  const chosen = await choose(doors)
  return all.find(({ name }) => name === chosen)
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
