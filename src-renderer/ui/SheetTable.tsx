import type { ReactNode } from 'react'
import css from './SheetTable.module.css'

interface Props {
  readonly headings: readonly string[]
  /** Says how high and how far apart the cells are. */
  readonly className: string | undefined
  /** Rows. */
  readonly children: ReactNode
}

/** A table on a sheet of its own. */
export function SheetTable({ headings, className, children }: Props) {
  return (
    <div className={css.sheet}>
      <table className={`${css.table} ${className}`}>
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
