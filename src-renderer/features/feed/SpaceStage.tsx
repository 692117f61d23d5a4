import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ItemId, SpaceId } from '../../../src-core/base/ids.ts'
import { failureOf, toFailure } from '../../state/failure.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { type SpaceFacts, useSpaceView, useSync } from '../../state/useSpaceView.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { laterPart } from '../../ui/laterPart.ts'
import { Composer } from '../composer/Composer.tsx'
import { viewAsGuest } from '../guest/asGuest.ts'
import { usePresence } from '../presence/usePresence.ts'
import { Feed, type FeedHandle } from './Feed.tsx'
import type { FeedFilter } from './feedPages.ts'
import { SpaceProvider, useSpace } from './SpaceContext.tsx'
import css from './SpaceStage.module.css'
import { StageBar } from './StageBar.tsx'
import { StageHeader } from './StageHeader.tsx'
import { StageSkeleton } from './StageSkeleton.tsx'
import { useUndo } from './useUndo.tsx'

const ReceiversDialog = laterPart(() => import('./ReceiversDialog.tsx'))

interface Props {
  readonly spaceId: SpaceId
  /** An item to show first, e.g. one that search found. */
  readonly itemId?: ItemId | null
  /** Opens that item to be written in. */
  readonly edit?: boolean
  /** What stands at the end of the header: Invite, More, the details' icon. */
  readonly actions?: ReactNode
  /** What stands beneath the header, e.g. that this is a visit. */
  readonly strip?: ReactNode
  /** Shows everything as a guest sees it. */
  readonly asGuest?: boolean
}

/** A Space's stage: header with the sync line, the feed and the composer. */
export function SpaceStage({ spaceId, ...props }: Props) {
  const { value, error } = useSpaceView(spaceId)
  if (!value) {
    return error ? <FailureLine failure={toFailure(error)} /> : <StageSkeleton />
  }
  return <OpenStage key={`${spaceId}/${props.asGuest}`} spaceId={spaceId} view={value} {...props} />
}

function OpenStage({ spaceId, view: own, ...props }: Props & { readonly view: SpaceFacts }) {
  const { asGuest = false, edit = false } = props
  const view = useMemo(() => (asGuest ? viewAsGuest(own) : own), [asGuest, own])
  const feed = useRef<FeedHandle>(null)
  const [filter, setFilter] = useState<FeedFilter>('everything')
  const [finding, setFinding] = useState(false)
  const [wanted, setWanted] = useState<ItemId | null>(null)
  const { itemId = null } = props
  useEffect(() => setWanted(itemId), [itemId])
  const show = useCallback((itemId: ItemId) => {
    setFilter('everything')
    setWanted(itemId)
  }, [])
  const onShown = useCallback(() => setWanted(null), [])
  const editing = edit ? itemId : null
  return (
    <SpaceProvider spaceId={spaceId} view={view} asGuest={asGuest} show={show} editing={editing}>
      <div className={css.stage}>
        <StageHeader actions={props.actions} onFind={() => setFinding(true)} />
        {props.strip}
        <StageBar filter={filter} onFilter={setFilter} finding={finding} onFinding={setFinding} />
        <Feed key={filter} ref={feed} filter={filter} wanted={wanted} onShown={onShown} />
        <StageEnd onPosted={() => feed.current?.toEnd()} />
        <Received />
      </div>
    </SpaceProvider>
  )
}

/** Who has received the item that was asked about. */
function Received() {
  const { dialog } = useRouter()
  if (dialog?.dialog !== 'receivers') return null
  return (
    <Suspense>
      <ReceiversDialog spaceId={dialog.spaceId} itemId={dialog.itemId} />
    </Suspense>
  )
}

function StageEnd({ onPosted }: { readonly onPosted: () => void }) {
  const { spaceId, doing } = useSpace()
  usePresence(spaceId, doing && doing.what !== 'comment' ? doing.itemId : null)
  useUndo()
  return (
    <>
      <NotSaved spaceId={spaceId} />
      <Composer onPosted={onPosted} />
    </>
  )
}

function NotSaved({ spaceId }: { readonly spaceId: SpaceId }) {
  const sync = useSync(spaceId)
  if (sync?.kind !== 'notSaved' || !sync.code) return null
  return <FailureLine failure={failureOf(sync.code)} />
}
