import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useFormat } from '../../state/format.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { HOME } from '../../state/routes.ts'
import { useCommand } from '../../state/useCommand.ts'
import { useStream } from '../../state/useStream.ts'
import { Arch } from '../../ui/Arch.tsx'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { Say } from '../../ui/Say.tsx'
import { showToast } from '../feed/toast.tsx'
import css from './spaces.module.css'

/** Cannot be undone: names the Space, what goes, and who keeps a copy. Focus begins on Cancel. */
export function RemoveSpaceDialog({ space }: { readonly space: SpaceSummary }) {
  const { t } = useTranslation()
  const { list } = useFormat()
  const { go, close } = useRouter()
  const client = useClient()
  const remove = useCommand(client.spaces.remove)
  const { value: view } = useStream('spaces', 'view', { spaceId: space.spaceId })
  const others = (view?.members ?? []).filter((member) => !member.person.self)
  const names = others.map(({ person }) => person.name || t('common.nameless'))

  const submit = async () => {
    const result = await remove.run({ spaceId: space.spaceId })
    if (!result.ok) return
    go(HOME)
    showToast({ message: t('spaces.removed', { name: space.name }) })
  }
  return (
    <Dialog
      title={<Say id="spaces.removeTitle" values={{ name: space.name }} />}
      sign={<Arch name={space.name} enamel={space.enamel} />}
      onClose={close}
    >
      <div className={css.what}>
        <p>{t('spaces.removeWhat')}</p>
        <p>{t('spaces.removeStays', { count: names.length, names: list(names) })}</p>
      </div>
      <FailureLine failure={remove.error} />
      <DialogActions>
        <Button variant="default" data-autofocus onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button color="stop" loading={remove.pending} onClick={submit}>
          {t('spaces.removeAct')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
