import { fromBase64Url, toBase64Url } from '../../src-core/base/bytes.ts'
import type { SealedRow, SealedShelf } from './sealedShelf.ts'

/** What a page hands its host of what its tab remembers. */
export interface TabMemory {
  /** 32 bytes. */
  readonly key: Uint8Array
  readonly rows: readonly SealedRow[]
}

/** A host asks its page; there is no answer but that it is done, or was not possible. */
export interface TabWrite {
  readonly puts: readonly SealedRow[]
  readonly removals: readonly number[]
  /** Everything goes, what is not named too. */
  readonly erase?: boolean
}

type TabStorage = Record<'getItem', (key: string) => string | null> &
  Record<'removeItem', (key: string) => void> &
  Record<'setItem', (key: string, value: string) => void>

/** What a page has for the time of its tab; its name is no part of what the storage holds. */
export interface Tab {
  name: string
  readonly sessionStorage: TabStorage
}

const PREFIX = 'foyer.visit.'
const NAME = /^foyer:([\w-]{43})$/

const idsOf = (storage: TabStorage): number[] =>
  Object.keys(storage).flatMap((key) =>
    key.startsWith(PREFIX) ? [Number(key.slice(PREFIX.length))] : [],
  )

/**
 * What the tab remembers of a visit, for a reload: sealed rows in its session storage, and the key to them in
 * its name. Both end with the tab, and neither is of use alone. Rows without their key are removed.
 */
export function readTab(tab: Tab): TabMemory {
  const known = NAME.exec(tab.name)?.[1]
  if (!known) {
    forgetTab(tab)
    return { key: crypto.getRandomValues(new Uint8Array(32)), rows: [] }
  }
  const rows = idsOf(tab.sessionStorage).flatMap((id) => {
    const sealed = fromBase64Url(tab.sessionStorage.getItem(PREFIX + id) ?? '')
    return sealed ? [{ id, sealed }] : []
  })
  return { key: fromBase64Url(known) ?? new Uint8Array(32), rows }
}

/** Nothing of a visit is left in the tab. */
export function forgetTab(tab: Tab): void {
  for (const id of idsOf(tab.sessionStorage)) tab.sessionStorage.removeItem(PREFIX + id)
  if (NAME.test(tab.name)) tab.name = ''
}

/** Throws where the tab takes no more. */
function writeTab(tab: Tab, { puts, removals, erase }: TabWrite, key: Uint8Array): void {
  const { sessionStorage: storage } = tab
  if (erase) forgetTab(tab)
  for (const id of removals) storage.removeItem(PREFIX + id)
  if (puts.length === 0) return
  tab.name = `foyer:${toBase64Url(key)}`
  for (const { id, sealed } of puts) storage.setItem(PREFIX + id, toBase64Url(sealed))
}

/** The host's end of a channel to the page. */
export function createTabShelf(port: MessagePort, rows: readonly SealedRow[]): SealedShelf {
  const waiting: { resolve(): void; reject(error: unknown): void }[] = []
  port.onmessage = ({ data }: MessageEvent<boolean>) => {
    const next = waiting.shift()
    if (data) next?.resolve()
    else next?.reject(new Error('the tab takes no more'))
  }
  const ask = (write: TabWrite) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ resolve, reject })
      port.postMessage(write)
    })
  return {
    read: async () => rows,
    write: (puts, removals) => ask({ puts, removals }),
    erase: () => ask({ puts: [], removals: [], erase: true }),
  }
}

/** The page's end. */
export function serveTabShelf(port: MessagePort, tab: Tab, key: Uint8Array): void {
  port.onmessage = ({ data }: MessageEvent<TabWrite>) => {
    try {
      writeTab(tab, data, key)
      port.postMessage(true)
    } catch {
      port.postMessage(false)
    }
  }
}
