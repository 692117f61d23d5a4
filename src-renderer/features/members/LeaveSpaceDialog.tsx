import { Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { placeWord } from '../../state/placeWord.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { HOME, spaceRoute } from '../../state/routes.ts'
import { useCommand } from '../../state/useCommand.ts'
import { Arch } from '../../ui/Arch.tsx'
import { Say } from '../../ui/Say.tsx'
import { EffectsDialog } from './EffectsDialog.tsx'

/** Ends one's own membership; what is on this device goes with it unless it is to stay, to be read. */
export function LeaveSpaceDialog({ space }: { readonly space: SpaceSummary }) {
  const { t } = useTranslation()
  const { go } = useRouter()
  const client = useClient()
  const [erase, setErase] = useState(true)
  const { spaceId, name } = space
  const leave = useCommand(async () => {
    await client.members.leave({ spaceId })
    if (erase) await client.spaces.remove({ spaceId })
  })
  return (
    <EffectsDialog
      title={<Say id="members.leaveTitle" values={{ space: name }} />}
      sign={<Arch name={name} enamel={space.enamel} />}
      effects={[t('members.leaveDoes', { context: placeWord(space) }), t('members.leaveKeeps')]}
      act={t('members.leaveAct')}
      command={leave}
      done={t('members.leftToast', { space: name })}
      then={() => go(erase ? HOME : spaceRoute(spaceId))}
    >
      <Switch
        mt="md"
        withThumbIndicator={false}
        label={t('members.leaveErase')}
        checked={erase}
        onChange={(event) => setErase(event.currentTarget.checked)}
      />
    </EffectsDialog>
  )
}
