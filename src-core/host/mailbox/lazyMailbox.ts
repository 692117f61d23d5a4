import { createEmitter } from '../../base/emitter.ts'
import type { CreateSpaceMailbox, SpaceMailbox } from './spaceMailbox.ts'

/**
 * For a page that is loaded for one visit: the code of mailboxes comes when a relay that keeps one is
 * reached, and not before there is something to read.
 */
export const lazyMailbox =
  (load: () => Promise<CreateSpaceMailbox>): CreateSpaceMailbox =>
  (options) => {
    const { mailboxes } = options
    const changed = createEmitter<void>()
    let inner: SpaceMailbox | undefined
    let closed = false
    let begun = false

    async function begin() {
      begun = true
      const create = await load()
      if (closed) return
      inner = create(options)
      inner.onChange(changed.emit)
    }
    const look = () => {
      if (begun || mailboxes.relays().length === 0) return
      begin().catch(() => {
        // The page is offline again: the next time a relay is reached.
        begun = false
      })
    }
    const stop = mailboxes.onRelays(look)
    look()

    return {
      keptUntil: (from, to) => inner?.keptUntil(from, to) ?? null,
      trouble: () => inner?.trouble() ?? null,
      onChange: changed.on,
      close() {
        closed = true
        stop()
        inner?.close()
        changed.clear()
      },
    }
  }
