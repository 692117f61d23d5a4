import type { Disposer } from '../../../src-core/base/disposer.ts'

/** Loads the bytes of a picture; null: there is none. */
export type LoadPhoto = () => Promise<Uint8Array | null>

/** Addresses of small pictures, each asked for and decoded once however many faces show it. */
export interface SharedPhotos {
  /** Keeps the picture of this key while somebody listens; what failed is asked for by the next one. */
  subscribe(key: string, load: LoadPhoto, listener: () => void): Disposer
  /** Undefined until it is there, and where there is none. */
  read(key: string): string | undefined
}

interface Entry {
  url: string | undefined
  readonly listeners: Set<() => void>
  linger: ReturnType<typeof setTimeout> | undefined
}

/** A face that is scrolled away and back is not asked for again, in ms. */
const LINGER_MS = 10_000

/** For bytes of a card: shown as a picture, never opened as anything else. */
export const photoUrl = (bytes: Uint8Array): string =>
  URL.createObjectURL(new Blob([bytes.slice()], { type: 'image/jpeg' }))

export function createSharedPhotos(): SharedPhotos {
  const entries = new Map<string, Entry>()

  function forget(key: string, entry: Entry) {
    if (entries.get(key) === entry) entries.delete(key)
    if (entry.url) URL.revokeObjectURL(entry.url)
    entry.url = undefined
  }

  async function fill(key: string, entry: Entry, load: LoadPhoto) {
    const bytes = await load().catch(() => undefined)
    if (entries.get(key) !== entry) return
    if (bytes === undefined) entries.delete(key)
    else if (bytes) entry.url = photoUrl(bytes)
    for (const listener of [...entry.listeners]) listener()
  }

  function begin(key: string, load: LoadPhoto): Entry {
    const entry: Entry = { url: undefined, listeners: new Set(), linger: undefined }
    entries.set(key, entry)
    void fill(key, entry, load)
    return entry
  }

  return {
    subscribe(key, load, listener) {
      const entry = entries.get(key) ?? begin(key, load)
      clearTimeout(entry.linger)
      const own = () => listener()
      entry.listeners.add(own)
      return () => {
        entry.listeners.delete(own)
        if (entry.listeners.size > 0) return
        entry.linger = setTimeout(() => forget(key, entry), LINGER_MS)
      }
    },
    read: (key) => entries.get(key)?.url,
  }
}
