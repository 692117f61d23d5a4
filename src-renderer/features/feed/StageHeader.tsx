import type { ReactNode } from 'react'
import { useLayout } from '../../state/useLayout.ts'
import { Arch } from '../../ui/Arch.tsx'
import { SyncLine } from '../sync/SyncLine.tsx'
import { useSpace } from './SpaceContext.tsx'
import css from './SpaceStage.module.css'

/** The Space's door, its name and, directly beneath, who has what. */
export function StageHeader({ actions }: { readonly actions?: ReactNode }) {
  const { spaceId, view } = useSpace()
  const short = useLayout() === 'phone'
  const lit = view.members.some((member) => member.here && !member.person.self)
  return (
    <header className={css.head}>
      <Arch name={view.name} enamel={view.enamel} size="m" lit={lit} />
      <div className={css.names}>
        <h1 className={css.title}>
          <bdi>{view.name}</bdi>
        </h1>
        <SyncLine spaceId={spaceId} sync={view.sync} short={short} />
      </div>
      {actions && <div className={css.actions}>{actions}</div>}
    </header>
  )
}
