import type { ReactNode } from 'react'
import { EntranceScene } from '../../ui/EntranceScene.tsx'
import { FoyerMark } from '../../ui/FoyerMark.tsx'
import css from './entrance.module.css'

/** The open door beside what a newcomer is asked; above it on a phone. */
export function EntranceLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className={css.two}>
      <div className={css.scene}>
        <div className={css.sceneInner}>
          <EntranceScene door="open" />
        </div>
      </div>
      <main className={css.form} tabIndex={-1}>
        <div className={css.inner}>{children}</div>
      </main>
    </div>
  )
}

/** Foyer's sign and name. */
export function Brand() {
  return (
    <div className={css.brand}>
      <FoyerMark width={26} />
      <span translate="no">Foyer</span>
    </div>
  )
}
