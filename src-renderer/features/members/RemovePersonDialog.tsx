import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { UserId } from '../../../src-core/base/ids.ts'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useRouter } from '../../state/RouterProvider.tsx'
import { personRoute } from '../../state/routes.ts'
import { useCommand } from '../../state/useCommand.ts'
import { useStream } from '../../state/useStream.ts'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { Face } from '../../ui/Face.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { Say } from '../../ui/Say.tsx'
import { showToast } from '../feed/toast.tsx'
import css from './members.module.css'

interface Props {
  readonly space: SpaceSummary
  readonly userId: UserId
}

/** Says what removal does and what it cannot do. Focus begins on Cancel. */
export function RemovePersonDialog({ space, userId }: Props) {
  const { t } = useTranslation()
  const { close, go } = useRouter()
  const client = useClient()
  const remove = useCommand(client.members.remove)
  const { spaceId } = space
  const { value } = useStream('members', 'watch', { spaceId })
  const member = value?.members.find(({ person }) => person.userId === userId)
  if (!member) return null
  const name = member.person.name || t('common.nameless')
  const submit = async () => {
    const result = await remove.run({ spaceId, userId })
    if (!result.ok) return
    go(personRoute(spaceId, null))
    showToast({ message: t('members.removedToast', { name }) })
  }
  return (
    <Dialog
      title={<Say id="members.removeTitle" values={{ name, space: space.name }} />}
      sign={<Face name={name} enamel={member.person.enamel} size={32} />}
      onClose={close}
      width={500}
    >
      <ul className={css.effects}>
        <li>{t('members.removeDoes', { name, count: member.devices.length })}</li>
        <li>{t('members.removeKeeps', { name })}</li>
        <li>{t('members.removeLinks')}</li>
      </ul>
      <FailureLine failure={remove.error} />
      <DialogActions>
        <Button variant="default" data-autofocus onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button color="stop" loading={remove.pending} onClick={submit}>
          {t('members.removeAct', { name })}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
