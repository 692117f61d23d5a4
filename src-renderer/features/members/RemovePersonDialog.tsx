import { useTranslation } from 'react-i18next'
import type { UserId } from '../../../src-core/base/ids.ts'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { placeWord } from '../../state/placeWord.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { personRoute } from '../../state/routes.ts'
import { useCommand } from '../../state/useCommand.ts'
import { Say } from '../../ui/Say.tsx'
import { PersonFace } from '../introduction/PersonFace.tsx'
import { EffectsDialog } from './EffectsDialog.tsx'
import { useMember } from './useMember.ts'

interface Props {
  readonly space: SpaceSummary
  readonly userId: UserId
}

/** Says what removal does and what it cannot do. */
export function RemovePersonDialog({ space, userId }: Props) {
  const { t } = useTranslation()
  const { go } = useRouter()
  const client = useClient()
  const { spaceId } = space
  const remove = useCommand(() => client.members.remove({ spaceId, userId }))
  const member = useMember(spaceId, userId)
  if (!member) return null
  const context = placeWord(space)
  const name = member.person.name || t('common.nameless')
  return (
    <EffectsDialog
      title={<Say id="members.removeTitle" values={{ name, space: space.name }} />}
      sign={<PersonFace spaceId={spaceId} person={member.person} size={32} />}
      effects={[
        t('members.removeDoes', { name, count: member.devices.length, context }),
        t('members.removeKeeps', { name }),
        // Nobody comes into a group by a link.
        ...(space.parent === null ? [t('members.removeLinks')] : []),
      ]}
      act={t('members.removeAct', { name })}
      command={remove}
      done={t('members.removedToast', { name })}
      then={() => go(personRoute(spaceId, null))}
    />
  )
}
