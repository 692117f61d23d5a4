import type { CSSProperties } from 'react'
import type { Enamel } from '../../src-core/bridge/schemas.ts'
import css from './Face.module.css'
import { initial } from './initial.ts'

interface Props {
  readonly name: string
  readonly enamel: Enamel
  /** Diameter in px. */
  readonly size?: number
  /** This person is here right now: the ember line beneath the face. */
  readonly lit?: boolean
  /** A visitor by link: a dashed edge. */
  readonly visitor?: boolean
  /** A picture in place of the initial. */
  readonly src?: string | undefined
}

/** A person: a circle with an initial. Decoration; the name stands beside it. */
export function Face({ name, enamel, size = 28, lit = false, visitor = false, src }: Props) {
  const style = {
    '--d': `${size / 16}rem`,
    '--c': `var(--enamel-${enamel})`,
  } as CSSProperties
  return (
    <span
      className={css.face}
      data-face
      data-lit={lit || undefined}
      data-visitor={visitor || undefined}
      style={style}
      aria-hidden
    >
      {src ? <img className={css.picture} src={src} alt="" /> : initial(name)}
    </span>
  )
}
