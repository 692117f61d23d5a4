import { useTranslation } from 'react-i18next'
import type { Enamel } from '../../../src-core/bridge/schemas.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useRouter } from '../../state/RouterProvider.tsx'
import { spaceRoute } from '../../state/routes.ts'
import { useCommand } from '../../state/useCommand.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { SpaceForm } from './SpaceForm.tsx'

/** Makes a Space and goes into it. */
export function NewSpaceDialog() {
  const { t } = useTranslation()
  const { go, close } = useRouter()
  const client = useClient()
  const create = useCommand(client.spaces.create)
  const submit = async (name: string, enamel: Enamel) => {
    const result = await create.run({ name, enamel })
    if (result.ok) go(spaceRoute(result.value.spaceId))
  }
  return (
    <Dialog title={t('spaces.newSpace')} onClose={close}>
      <SpaceForm
        name=""
        enamel="bottle"
        submit={t('spaces.create')}
        hint={t('spaces.createHint')}
        pending={create.pending}
        failure={create.error}
        onSubmit={submit}
      />
    </Dialog>
  )
}
