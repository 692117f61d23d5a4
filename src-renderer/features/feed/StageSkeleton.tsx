import { Skeleton } from '@mantine/core'
import { useTimeout } from '@mantine/hooks'
import { useState } from 'react'
import css from './SpaceStage.module.css'

/** Under 200 ms nothing; then, at cold start only, where things will stand. */
export function StageSkeleton() {
  const [late, setLate] = useState(false)
  useTimeout(() => setLate(true), 200, { autoInvoke: true })
  return (
    <div className={css.stage} aria-busy>
      <div className={css.head}>
        {late && (
          <>
            <Skeleton width={38} height={44} radius={8} />
            <Skeleton width={220} height={20} />
          </>
        )}
      </div>
    </div>
  )
}
