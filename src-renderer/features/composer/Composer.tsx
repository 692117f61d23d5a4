import { Suspense, useEffect, useState } from 'react'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { afterFeed, laterPart } from '../../ui/laterPart.ts'
import { Say } from '../../ui/Say.tsx'
import { useSpace } from '../feed/SpaceContext.tsx'
import css from './Composer.module.css'

const WritingBox = laterPart(() => afterFeed(() => import('./WritingBox.tsx')))

/** A page's first feed is fetched before its first composer, in ms; from then on both are there. */
const FEED_FIRST_MS = 200
let isFirst = true

interface Props {
  readonly onPosted: () => void
}

/** Where one writes, or, for who may not, what may be done here and who can change it. */
export function Composer({ onPosted }: Props) {
  const { view } = useSpace()
  const [shown, setShown] = useState(!isFirst)
  useEffect(() => {
    const timer = setTimeout(() => {
      isFirst = false
      setShown(true)
    }, FEED_FIRST_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!view.can.post) return <ReadOnly view={view} />
  if (!shown) return <EmptyBox />
  return (
    <Suspense fallback={<EmptyBox />}>
      <WritingBox onPosted={onPosted} />
    </Suspense>
  )
}

/** As high as the box with nothing in it, so that the feed does not move when it comes. */
const EmptyBox = () => (
  <div className={css.composer}>
    <div className={`${css.sheet} ${css.emptyBox}`} />
  </div>
)

function ReadOnly({ view }: { readonly view: SpaceFacts }) {
  const owner = view.members.find((member) => member.role === 'owner' && !member.person.self)
  // After one's own access has ended nobody can change that here: it takes a new invitation.
  const name = view.ended === null ? owner?.person.name : undefined
  return (
    <p className={css.readOnly}>
      {!name ? (
        <Say id="composer.readOnlyNobody" />
      ) : (
        <Say
          id={view.can.comment ? 'composer.readOnlyComment' : 'composer.readOnly'}
          values={{ name }}
        />
      )}
    </p>
  )
}
