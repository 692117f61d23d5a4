import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { Person } from '../../../src-core/bridge/schemas.ts'
import { useFormat } from '../../state/format.ts'
import { Say } from '../../ui/Say.tsx'
import { PersonFace } from '../introduction/PersonFace.tsx'
import css from './Here.module.css'

/** Faces shown before the rest is a number. */
const FACES = 4

interface Props {
  readonly spaceId: SpaceId
  readonly people: readonly Person[]
}

/** Who is in the Space right now: faces with the ember line. Not announced. */
export function Here({ spaceId, people }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const count = people.length
  if (count === 0) return null
  const names = format.list(people.map((person) => person.name || t('common.nameless')))
  return (
    <span className={css.here}>
      {people.slice(0, FACES).map((person) => (
        <PersonFace key={person.userId} spaceId={spaceId} person={person} size={22} lit />
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
