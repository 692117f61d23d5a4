import { IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FeedItem } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { Say } from '../../ui/Say.tsx'
import css from './NoteSheet.module.css'

/** Who has the cursor in this note right now. */
export function Writing({ people }: { readonly people: FeedItem['writing'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const others = people.filter((person) => !person.self)
  if (others.length === 0) return null
  const names = format.list(others.map((person) => person.name || t('common.nameless')))
  return (
    <span className={css.writing}>
      <IconPencil size={13} stroke={1.75} aria-hidden />
      <span>
        <Say id="notes.writing" values={{ names, count: others.length }} />
      </span>
    </span>
  )
}
