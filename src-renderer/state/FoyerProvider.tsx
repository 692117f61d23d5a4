import { createContext, type ReactNode, useContext, useMemo, useRef } from 'react'
import type { Connection } from './client.ts'
import { createStreamCache, type StreamCache } from './streamCache.ts'

interface Foyer extends Connection {
  readonly streams: StreamCache
}

const FoyerContext = createContext<Foyer | undefined>(undefined)

interface Props {
  readonly connection: Connection
  readonly children: ReactNode
}

/** Gives everything beneath it the bridge to the host. A new connection starts all streams anew. */
export function FoyerProvider({ connection, children }: Props) {
  const earlier = useRef<StreamCache>(undefined)
  const foyer = useMemo(() => {
    const streams = createStreamCache(connection.client, earlier.current)
    earlier.current = streams
    return { ...connection, streams }
  }, [connection])
  return <FoyerContext value={foyer}>{children}</FoyerContext>
}

/** The bridge of this page. Throws outside a FoyerProvider. */
export function useFoyer(): Foyer {
  const foyer = useContext(FoyerContext)
  if (!foyer) throw new Error('useFoyer outside a FoyerProvider')
  return foyer
}

export const useClient = () => useFoyer().client

export const useBulk = () => useFoyer().bulk
