import { useTranslation } from 'react-i18next'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { Arch } from '../../ui/Arch.tsx'
import { Say } from '../../ui/Say.tsx'
import { EffectsDialog } from './EffectsDialog.tsx'

/** New keys although nobody came or went: what that shuts out, and what it does not. */
export function RotateKeysDialog({ space }: { readonly space: SpaceSummary }) {
  const { t } = useTranslation()
  const client = useClient()
  const { spaceId, name, enamel } = space
  const rotate = useCommand(() => client.members.rotate({ spaceId }))
  return (
    <EffectsDialog
      title={<Say id="members.rotateTitle" values={{ space: name }} />}
      sign={<Arch name={name} enamel={enamel} />}
      effects={[t('members.rotateDoes'), t('members.rotateKeeps')]}
      act={t('members.rotate')}
      command={rotate}
      done={t('members.rotated')}
      grave={false}
    />
  )
}
