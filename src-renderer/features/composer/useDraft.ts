import { useCallback, useEffect, useRef, useState } from 'react'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import { useClient } from '../../state/FoyerProvider.tsx'

const SAVE_MS = 400

export interface Draft {
  readonly text: string
  set(text: string): void
  /**
   * This was posted: nothing of it is kept. What was written meanwhile stays, and is returned: behind it
   * the rest, or, where it was changed, all of it.
   */
  clear(posted: string): string
}

/** Text that is not posted yet; kept by the host, so that it survives a restart. */
export function useDraft(spaceId: SpaceId, key: string): Draft {
  const client = useClient()
  const [text, setText] = useState('')
  const latest = useRef('')
  const saved = useRef('')

  const save = useCallback(() => {
    if (latest.current === saved.current) return
    saved.current = latest.current
    // The text stays on screen in any case; posting it reports what is wrong.
    client.spaces.setDraft({ spaceId, key, text: latest.current }).catch(() => {})
  }, [client, spaceId, key])

  useEffect(() => {
    let stale = false
    client.spaces
      .draft({ spaceId, key })
      .then((kept) => {
        // What was written while the answer was on its way is newer.
        if (stale || latest.current !== '') return
        latest.current = kept
        saved.current = kept
        setText(kept)
      })
      .catch(() => {})
    return () => {
      stale = true
      save()
      latest.current = ''
      saved.current = ''
      setText('')
    }
  }, [client, spaceId, key, save])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what restarts the wait.
  useEffect(() => {
    const timer = setTimeout(save, SAVE_MS)
    return () => clearTimeout(timer)
  }, [text, save])

  const set = useCallback((next: string) => {
    latest.current = next
    setText(next)
  }, [])
  const clear = useCallback(
    (posted: string) => {
      const written = latest.current
      const rest = written.startsWith(posted) ? written.slice(posted.length).trimStart() : written
      set(rest)
      save()
      return rest
    },
    [set, save],
  )
  return { text, set, clear }
}
