import { createContext, type ReactNode, useContext } from 'react'

const HostAway = createContext(false)

interface Props {
  readonly away: boolean
  readonly children: ReactNode
}

export function HostAwayProvider({ away, children }: Props) {
  return <HostAway value={away}>{children}</HostAway>
}

/** True while the host does not answer: what the page shows is the last that was heard. */
export const useHostAway = (): boolean => useContext(HostAway)
