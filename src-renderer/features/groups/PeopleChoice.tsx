import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SpaceId, UserId } from '../../../src-core/base/ids.ts'
import type { Person, Role } from '../../../src-core/bridge/schemas.ts'
import { PersonFace } from '../introduction/PersonFace.tsx'
import css from './groups.module.css'

export interface Choosable {
  readonly person: Person
  readonly role: Role
  /** Why the person cannot be chosen; undefined: can be. */
  readonly blocked?: string | undefined
}

interface Props {
  readonly spaceId: SpaceId
  readonly label: string
  readonly people: readonly Choosable[]
  readonly chosen: readonly UserId[]
  readonly onChange: (chosen: readonly UserId[]) => void
}

/** Members of a Space to choose from. */
export function PeopleChoice({ spaceId, label, people, chosen, onChange }: Props) {
  const { t } = useTranslation()
  const set = (userId: UserId, on: boolean) =>
    onChange(on ? [...chosen, userId] : chosen.filter((one) => one !== userId))
  return (
    <fieldset className={css.choice}>
      <legend>{label}</legend>
      <ul className={css.people}>
        {people.map(({ person, role, blocked }) => (
          <li key={person.userId}>
            <Checkbox
              classNames={{
                body: css.person ?? '',
                input: css.box ?? '',
                labelWrapper: css.wide ?? '',
              }}
              disabled={blocked !== undefined}
              checked={chosen.includes(person.userId)}
              onChange={(event) => set(person.userId, event.currentTarget.checked)}
              label={
                <span className={css.who}>
                  <PersonFace spaceId={spaceId} person={person} size={28} />
                  <span className={css.names}>
                    <bdi>{person.name || t('common.nameless')}</bdi>
                    <span className={css.note}>{blocked ?? t(`common.role.${role}`)}</span>
                  </span>
                </span>
              }
            />
          </li>
        ))}
      </ul>
      {people.every(({ blocked }) => blocked !== undefined) && (
        <p className={css.note}>{t('groups.nobody')}</p>
      )}
    </fieldset>
  )
}
