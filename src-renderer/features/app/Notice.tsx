import type { ReactNode } from 'react'
import css from './SpaceNotices.module.css'

interface NoticeProps {
  readonly tone: 'stop' | 'wait'
  readonly icon: ReactNode
  readonly children: ReactNode
  readonly act?: ReactNode
}

/** One thing that has to be known, announced when it comes. */
export function Notice({ tone, icon, children, act }: NoticeProps) {
  return (
    <div className={css.notice} data-tone={tone} role="alert">
      {icon}
      <p>{children}</p>
      {act}
    </div>
  )
}
