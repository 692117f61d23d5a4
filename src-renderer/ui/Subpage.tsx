import { ActionIcon } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ICON } from './icon.ts'
import css from './Subpage.module.css'

interface Props {
  readonly title: string
  /** What it is a page of, e.g. the name of a Space. */
  readonly of?: string
  readonly back: { readonly label: string; onClick(): void }
  /** At the end of the header. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A page one comes back from: a header with the way back, and what scrolls. */
export function Subpage({ title, of, back, actions, children }: Props) {
  return (
    <div className={css.page}>
      <header className={css.header}>
        <ActionIcon aria-label={back.label} onClick={back.onClick}>
          <IconArrowLeft {...ICON} />
        </ActionIcon>
        <h1 className={css.title}>
          {title}
          {of !== undefined && <bdi className={css.of}>{of}</bdi>}
        </h1>
        {actions}
      </header>
      <div className={css.body}>{children}</div>
    </div>
  )
}
