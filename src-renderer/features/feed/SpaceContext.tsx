import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import type { ItemId, SpaceId } from '../../../src-core/base/ids.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'

/** What the person does with one item right now; one at a time, and it outlives the row's rendering. */
export interface Doing {
  readonly itemId: ItemId
  readonly what: 'comment' | 'edit' | 'read'
}

interface SpacePlace {
  readonly spaceId: SpaceId
  readonly view: SpaceFacts
  /** The feed is shown as a guest sees it. */
  readonly asGuest: boolean
  readonly doing: Doing | undefined
  setDoing(doing: Doing | undefined): void
  /** Shows an item and moves focus to it. */
  show(itemId: ItemId): void
}

const SpaceContext = createContext<SpacePlace | undefined>(undefined)

interface Props {
  readonly spaceId: SpaceId
  readonly view: SpaceFacts
  readonly asGuest?: boolean
  readonly show: (itemId: ItemId) => void
  /** What is being written in as the Space opens. */
  readonly editing?: ItemId | null
  readonly children: ReactNode
}

/** The Space that everything beneath it belongs to. */
export function SpaceProvider({ spaceId, view, asGuest = false, show, editing, children }: Props) {
  const [doing, setDoing] = useState<Doing | undefined>(() =>
    editing ? { itemId: editing, what: 'edit' } : undefined,
  )
  const place = useMemo(
    () => ({ spaceId, view, asGuest, doing, setDoing, show }),
    [spaceId, view, asGuest, doing, show],
  )
  return <SpaceContext value={place}>{children}</SpaceContext>
}

export function useSpace(): SpacePlace {
  const place = useContext(SpaceContext)
  if (!place) throw new Error('useSpace outside a SpaceProvider')
  return place
}
