import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../src-core/bridge/schemas.ts'
import { useFormat } from '../../state/format.ts'
import { Face } from '../../ui/Face.tsx'
import { Say } from '../../ui/Say.tsx'
import css from './Here.module.css'

/** Faces shown before the rest is a number. */
const FACES = 4

/** Who is in the Space right now: faces with the ember line. Not announced. */
export function Here({ people }: { readonly people: readonly Person[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const count = people.length
  if (count === 0) return null
  const names = format.list(people.map((person) => person.name || t('common.nameless')))
  return (
    <span className={css.here}>
      {people.slice(0, FACES).map((person) => (
        <Face key={person.userId} name={person.name} enamel={person.enamel} size={22} lit />
      ))}
      {count > FACES && <span aria-hidden>+{format.number(count - FACES)}</span>}
      <span className={css.words} aria-hidden>
        {t('feed.here', { count })}
      </span>
      <VisuallyHidden>
        <Say id="feed.whoIsHere" values={{ count, names }} />
      </VisuallyHidden>
    </span>
  )
}
