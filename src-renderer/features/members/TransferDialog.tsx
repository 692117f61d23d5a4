import { useTranslation } from 'react-i18next'
import type { UserId } from '../../../src-core/base/ids.ts'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { placeWord } from '../../state/placeWord.ts'
import { useCommand } from '../../state/useCommand.ts'
import { Arch } from '../../ui/Arch.tsx'
import { Say } from '../../ui/Say.tsx'
import { EffectsDialog } from './EffectsDialog.tsx'
import { useMember } from './useMember.ts'

interface Props {
  readonly space: SpaceSummary
  readonly userId: UserId
}

/** Gives the Space to somebody else; only they can give it back. */
export function TransferDialog({ space, userId }: Props) {
  const { t } = useTranslation()
  const client = useClient()
  const { spaceId } = space
  const transfer = useCommand(() => client.members.transfer({ spaceId, userId }))
  const member = useMember(spaceId, userId)
  if (!member) return null
  const name = member.person.name || t('common.nameless')
  return (
    <EffectsDialog
      title={<Say id="members.transferTitle" values={{ name, space: space.name }} />}
      sign={<Arch name={space.name} enamel={space.enamel} />}
      effects={[
        t('members.transferDoes', { name, context: placeWord(space) }),
        t('members.transferBack', { name }),
      ]}
      act={t('members.transferAct', { name })}
      command={transfer}
      done={t('members.transferred', { name, space: space.name })}
    />
  )
}
