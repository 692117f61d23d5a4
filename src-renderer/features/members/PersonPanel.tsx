import { Button } from '@mantine/core'
import { IconCrown, IconUserMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MemberDetails } from '../../../src-core/bridge/contract.ts'
import { placeWord } from '../../state/placeWord.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { spaceRoute } from '../../state/routes.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import { PersonFace } from '../introduction/PersonFace.tsx'
import { Standing } from '../people/Standing.tsx'
import { ReceivedButton } from '../recipients/ReceivedButton.tsx'
import { SafetyNumber } from '../trust/SafetyNumber.tsx'
import { MemberDevices } from './MemberDevices.tsx'
import css from './members.module.css'
import { RoleChoice } from './RoleChoice.tsx'

interface Props {
  readonly view: SpaceFacts
  readonly member: MemberDetails
  /** Shows the name; a page has it in its own header. */
  readonly heading?: boolean
}

/** One person of a Space: devices, role, safety number, and how this person can be removed. */
export function PersonPanel({ view, member, heading = false }: Props) {
  const { t } = useTranslation()
  const { person, email, here, role } = member
  const { spaceId } = view
  return (
    <div className={css.panel}>
      {heading && (
        <div className={css.head}>
          <PersonFace
            spaceId={spaceId}
            person={person}
            size={44}
            lit={here && !person.self}
            visitor={role === 'guest'}
          />
          <h2>
            <bdi>{person.name || t('common.nameless')}</bdi>
            <Standing of={member} />
          </h2>
        </div>
      )}
      {email !== null && (
        <p className={css.note}>
          <Say id="people.emailUnchecked" values={{ email }} />
        </p>
      )}
      <MemberDevices spaceId={spaceId} member={member} notices={view.notices} />
      <RoleChoice view={view} member={member} />
      {person.self ? (
        view.parent === null && <SeesMe spaceId={spaceId} />
      ) : (
        <SafetyNumber key={person.userId} spaceId={spaceId} member={member} />
      )}
      {!person.self && <ReceivedButton spaceId={spaceId} person={person} />}
      <Ends view={view} member={member} />
    </div>
  )
}

type Place = { readonly spaceId: SpaceFacts['spaceId'] }

function SeesMe({ spaceId }: Place) {
  const { t } = useTranslation()
  const { go } = useRouter()
  return (
    <div>
      <Button variant="default" onClick={() => go(spaceRoute(spaceId, 'introduction'))}>
        {t('introduction.title')}
      </Button>
    </div>
  )
}

function Ends({ view, member }: Props) {
  const { t } = useTranslation()
  const { open } = useRouter()
  const { can, person } = member
  const { userId } = person
  const { spaceId } = view
  if (person.self || !(can.remove || can.transfer)) return null
  return (
    <div className={css.ends}>
      {can.transfer && (
        <Button
          variant="subtle"
          leftSection={<IconCrown {...ICON} size={17} />}
          onClick={() => open({ dialog: 'transfer', spaceId, userId })}
        >
          {t('members.transfer')}
        </Button>
      )}
      {can.remove && (
        <Button
          variant="default"
          data-stop
          leftSection={<IconUserMinus {...ICON} size={17} />}
          onClick={() => open({ dialog: 'removePerson', spaceId, userId })}
        >
          {t('members.remove', { context: placeWord(view) })}
        </Button>
      )}
    </div>
  )
}
