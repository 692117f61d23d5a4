import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SheetTable } from '../../ui/SheetTable.tsx'
import css from './peopleTable.module.css'

interface Props {
  /** The heading of a column behind those that every table of people has. */
  readonly further?: string
  /** Rows, each beginning with a `PersonCell`. */
  readonly children: ReactNode
}

/** People, a row each: who, role, devices, safety number. A phone shows who and role, and what comes behind. */
export function PeopleTable({ further, children }: Props) {
  const { t } = useTranslation()
  const headings = [
    t('people.person'),
    t('people.role'),
    t('people.devices'),
    t('members.safetyNumber'),
  ]
  return (
    <SheetTable
      className={css.table}
      headings={further === undefined ? headings : [...headings, further]}
    >
      {children}
    </SheetTable>
  )
}
