import { useState } from 'react'
import { useClient } from '../../state/FoyerProvider.tsx'
import type { Failure } from '../../state/failure.ts'
import { useCommand } from '../../state/useCommand.ts'
import { useSpace } from '../feed/SpaceContext.tsx'
import type { useAttachments } from './useAttachments.ts'
import type { Draft } from './useDraft.ts'
import { useUploads } from './useUploads.ts'

/** From so many readers on, the first post is asked about once (CX-5). */
export const WIDE = 20
/** Where the host keeps, with the drafts, that it was asked. */
const ASKED_KEY = 'wide-audience-asked'

interface Options {
  readonly draft: Draft
  readonly attachments: ReturnType<typeof useAttachments>
  readonly onPosted: () => void
}

interface Post {
  readonly empty: boolean
  readonly pending: boolean
  readonly error: Failure | undefined
  /** True while the person is asked whether so many may read it. */
  readonly asked: boolean
  press(): void
  answer(yes: boolean): void
}

/** Posts what was written, then what was attached; what could not be posted stays where it is. */
export function usePost({ draft, attachments, onPosted }: Options): Post {
  const client = useClient()
  const { spaceId, view } = useSpace()
  const { uploads } = useUploads(spaceId)
  const [asked, setAsked] = useState(false)
  const text = draft.text.trim()
  const ready = attachments.all.some((one) => one.state === 'ready')
  const preparing = attachments.all.some((one) => one.state === 'preparing')

  const send = useCommand(async () => {
    if (text !== '') {
      await client.feed.post({ spaceId, text })
      draft.clear(draft.text)
    }
    uploads.add(spaceId, attachments.take())
    onPosted()
  })
  const ask = useCommand(async () => {
    if (view.readers.length <= WIDE) return false
    return (await client.spaces.draft({ spaceId, key: ASKED_KEY })) === ''
  })

  return {
    empty: text === '' && !ready && !preparing,
    pending: send.pending || preparing,
    error: send.error ?? ask.error,
    asked,
    async press() {
      // A key can be pressed again before the answer is there.
      if (send.pending || ask.pending) return
      const wide = await ask.run()
      if (!wide.ok) return
      if (wide.value) setAsked(true)
      else await send.run()
    },
    async answer(yes) {
      setAsked(false)
      if (!yes) return
      client.spaces.setDraft({ spaceId, key: ASKED_KEY, text: 'yes' }).catch(() => {})
      await send.run()
    },
  }
}
