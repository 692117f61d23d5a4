import { useEffect } from 'react'
import { useRouter } from '../../state/RouterProvider.tsx'
import { useStream } from '../../state/useStream.ts'

/** A link that came from outside (`foyer://join/…`) opens the join dialog with it. */
export function useIncomingLinks(): void {
  const { open } = useRouter()
  const { value } = useStream('app', 'incomingLinks', undefined)
  useEffect(() => {
    if (value) open({ dialog: 'join', link: value.link })
  }, [value, open])
}
