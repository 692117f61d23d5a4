import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useRouter } from '../../state/RouterProvider.tsx'
import { HOME, spaceRoute } from '../../state/routes.ts'
import { useCommand } from '../../state/useCommand.ts'
import { Arch } from '../../ui/Arch.tsx'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { Say } from '../../ui/Say.tsx'
import { showToast } from '../feed/toast.tsx'
import css from './members.module.css'

/** Ends one's own membership; what is on this device goes with it unless it is to stay, to be read. */
export function LeaveSpaceDialog({ space }: { readonly space: SpaceSummary }) {
  const { t } = useTranslation()
  const { close, go } = useRouter()
  const client = useClient()
  const [erase, setErase] = useState(true)
  const { spaceId, name } = space
  const leave = useCommand(async () => {
    await client.members.leave({ spaceId })
    if (erase) await client.spaces.remove({ spaceId })
  })
  const submit = async () => {
    const result = await leave.run()
    if (!result.ok) return
    go(erase ? HOME : spaceRoute(spaceId))
    showToast({ message: t('members.leftToast', { space: name }) })
  }
  return (
    <Dialog
      title={<Say id="members.leaveTitle" values={{ space: name }} />}
      sign={<Arch name={name} enamel={space.enamel} />}
      onClose={close}
      width={500}
    >
      <ul className={css.effects}>
        <li>{t('members.leaveDoes')}</li>
        <li>{t('members.leaveKeeps')}</li>
      </ul>
      <Switch
        mt="md"
        withThumbIndicator={false}
        label={t('members.leaveErase')}
        checked={erase}
        onChange={(event) => setErase(event.currentTarget.checked)}
      />
      <FailureLine failure={leave.error} />
      <DialogActions>
        <Button variant="default" data-autofocus onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button color="stop" loading={leave.pending} onClick={submit}>
          {t('members.leaveAct')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
