import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { UserId } from '../../../src-core/base/ids.ts'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useRouter } from '../../state/RouterProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { useStream } from '../../state/useStream.ts'
import { Arch } from '../../ui/Arch.tsx'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { Say } from '../../ui/Say.tsx'
import { showToast } from '../feed/toast.tsx'
import css from './members.module.css'

interface Props {
  readonly space: SpaceSummary
  readonly userId: UserId
}

/** Gives the Space to somebody else; only they can give it back. */
export function TransferDialog({ space, userId }: Props) {
  const { t } = useTranslation()
  const { close } = useRouter()
  const client = useClient()
  const transfer = useCommand(client.members.transfer)
  const { spaceId } = space
  const { value } = useStream('members', 'watch', { spaceId })
  const member = value?.members.find(({ person }) => person.userId === userId)
  if (!member) return null
  const name = member.person.name || t('common.nameless')
  const submit = async () => {
    const result = await transfer.run({ spaceId, userId })
    if (!result.ok) return
    close()
    showToast({ message: t('members.transferred', { name, space: space.name }) })
  }
  return (
    <Dialog
      title={<Say id="members.transferTitle" values={{ name, space: space.name }} />}
      sign={<Arch name={space.name} enamel={space.enamel} />}
      onClose={close}
      width={500}
    >
      <ul className={css.effects}>
        <li>{t('members.transferDoes', { name })}</li>
        <li>{t('members.transferBack', { name })}</li>
      </ul>
      <FailureLine failure={transfer.error} />
      <DialogActions>
        <Button variant="default" data-autofocus onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button color="stop" loading={transfer.pending} onClick={submit}>
          {t('members.transferAct', { name })}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
