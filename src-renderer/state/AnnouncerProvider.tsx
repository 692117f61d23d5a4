import { VisuallyHidden } from '@mantine/core'
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'

type Announce = (message: string) => void

const AnnouncerContext = createContext<Announce>(() => {})

/** One polite live region for the whole page. */
export function AnnouncerProvider({ children }: { readonly children: ReactNode }) {
  const [message, setMessage] = useState('')
  const clearing = useRef<ReturnType<typeof setTimeout>>(undefined)
  const announce = useCallback((next: string) => {
    clearTimeout(clearing.current)
    setMessage(next)
    // Emptied, so that the same sentence can be said again.
    clearing.current = setTimeout(() => setMessage(''), 5000)
  }, [])
  return (
    <AnnouncerContext value={announce}>
      {children}
      <VisuallyHidden aria-live="polite" data-announcer>
        {message}
      </VisuallyHidden>
    </AnnouncerContext>
  )
}

/** Says a sentence to screen readers, e.g. the end of what a person began. */
export const useAnnounce = () => useContext(AnnouncerContext)
