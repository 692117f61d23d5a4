import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import css from './BottomBar.module.css'

export interface BarEntry {
  readonly label: string
  readonly icon: ReactNode
  readonly current: boolean
  readonly onClick: () => void
}

/** Where one can go on a phone. */
export function BottomBar({
  label,
  entries,
}: {
  readonly label: string
  readonly entries: readonly BarEntry[]
}) {
  return (
    <nav className={css.bar} aria-label={label} data-region="rail" tabIndex={-1}>
      {entries.map((entry) => (
        <UnstyledButton
          key={entry.label}
          className={css.entry}
          aria-current={entry.current ? 'page' : undefined}
          onClick={entry.onClick}
        >
          {entry.icon}
          {entry.label}
        </UnstyledButton>
      ))}
    </nav>
  )
}
