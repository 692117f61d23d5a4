import { useCallback, useRef, useSyncExternalStore } from 'react'
import type { SpaceId } from '../../src-core/base/ids.ts'
import type { SpaceView, SyncState } from '../../src-core/bridge/contract.ts'
import { useFoyer } from './FoyerProvider.tsx'
import { keepSame } from './keepSame.ts'
import type { StreamState } from './streamCache.ts'

/** A Space without what changes with every item that comes or goes. */
export type SpaceFacts = Omit<SpaceView, 'sync' | 'readAt'>

type ViewState = StreamState<SpaceView>

/** A part of `spaces.view`; renders again only when that part changes. */
function useViewPart<T>(spaceId: SpaceId, pick: (state: ViewState) => T): T {
  const { streams } = useFoyer()
  const subscribe = useCallback(
    (listener: () => void) => streams.subscribe('spaces', 'view', { spaceId }, listener),
    [streams, spaceId],
  )
  const kept = useRef<{ state: ViewState; part: T }>(undefined)
  const read = () => {
    const state = streams.read('spaces', 'view', { spaceId }) as ViewState
    if (kept.current?.state !== state)
      kept.current = { state, part: keepSame(kept.current?.part, pick(state)) }
    return kept.current.part
  }
  return useSyncExternalStore(subscribe, read)
}

const factsOf = ({ value, error }: ViewState) => {
  if (!value) return { value: undefined, error }
  const { sync: _sync, readAt: _readAt, ...facts } = value
  return { value: facts satisfies SpaceFacts, error }
}
const syncOf = ({ value }: ViewState) => value?.sync
const readAtOf = ({ value }: ViewState) => value?.readAt

/**
 * What a Space is, who is in it and what may be done there: the same object while only its sync state
 * changes, as it does with every item and once a second while somebody types.
 */
export const useSpaceView = (
  spaceId: SpaceId,
): { readonly value: SpaceFacts | undefined; readonly error: Error | undefined } =>
  useViewPart(spaceId, factsOf)

/** Who has what; undefined until the host has said it. */
export const useSync = (spaceId: SpaceId): SyncState | undefined => useViewPart(spaceId, syncOf)

/** When the Space was read last, ms since 1970; undefined until the host has said it. */
export const useReadAt = (spaceId: SpaceId): number | undefined => useViewPart(spaceId, readAtOf)
