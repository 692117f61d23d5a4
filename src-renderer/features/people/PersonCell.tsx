import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { Verified } from '../../../src-core/bridge/contract.ts'
import type { Person } from '../../../src-core/bridge/schemas.ts'
import { Say } from '../../ui/Say.tsx'
import { PersonFace } from '../introduction/PersonFace.tsx'
import { TrustIcon } from '../trust/TrustMark.tsx'
import css from './personCell.module.css'
import { Standing, type Whereabouts } from './Standing.tsx'

interface Props {
  /** In which this person is seen; one of several will do. */
  readonly spaceId: SpaceId
  readonly known: Whereabouts & {
    readonly person: Person
    readonly verified: Verified
    readonly email: string | null
  }
  readonly visitor: boolean
  /** Is shown beside the table now. */
  readonly chosen?: boolean
  readonly onShow: () => void
}

/** The head of a row of people: face, name, how far to be trusted, where they are; opens the person. */
export function PersonCell({ spaceId, known, visitor, chosen, onShow }: Props) {
  const { t } = useTranslation()
  const { person, verified, here, email } = known
  return (
    <UnstyledButton className={css.who} aria-current={chosen || undefined} onClick={onShow}>
      <PersonFace
        spaceId={spaceId}
        person={person}
        size={32}
        lit={here && !person.self}
        visitor={visitor}
      />
      <span className={css.text}>
        <bdi className={css.name}>{person.name || t('common.nameless')}</bdi>{' '}
        {person.self ? (
          <span className={css.quiet}>{t('common.you')}</span>
        ) : (
          <span className={css.narrowMark}>
            <TrustIcon verified={verified} />
          </span>
        )}
        <Standing of={known} />
        {email !== null && (
          <span className={css.quiet} data-beneath>
            <Say id="people.emailUnchecked" values={{ email }} />
          </span>
        )}
      </span>
    </UnstyledButton>
  )
}
