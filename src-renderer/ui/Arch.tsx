import type { CSSProperties, ReactNode } from 'react'
import type { Enamel } from '../../src-core/bridge/schemas.ts'
import css from './Arch.module.css'
import { initial } from './initial.ts'

interface Props {
  readonly name: string
  readonly enamel: Enamel
  /** xs 20, s 28, m 38, l 52, xl 128 wide. */
  readonly size?: 'xs' | 's' | 'm' | 'l' | 'xl'
  /** Somebody is inside right now: the ember line beneath the door. */
  readonly lit?: boolean
}

/** A place: the door of a Space. Decoration; its name stands beside it. */
export function Arch({ name, enamel, size = 's', lit = false }: Props) {
  const style = { '--c': `var(--enamel-${enamel})` } as CSSProperties
  return (
    <span
      className={css.arch}
      data-arch
      data-size={size}
      data-lit={lit || undefined}
      style={style}
      aria-hidden
    >
      {name && initial(name)}
    </span>
  )
}

/** An outlined door that is not there yet; holds an icon. */
export function EmptyArch({ children }: { readonly children: ReactNode }) {
  return (
    <span className={css.arch} data-size="xl" data-empty aria-hidden>
      {children}
    </span>
  )
}
