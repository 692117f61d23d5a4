import { useTranslation } from 'react-i18next'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import type { Enamel } from '../../../src-core/bridge/schemas.ts'
import { useAnnounce } from '../../state/AnnouncerProvider.tsx'
import { useClient } from '../../state/FoyerProvider.tsx'
import { placeWord } from '../../state/placeWord.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { SpaceForm } from './SpaceForm.tsx'

/** Gives a Space another name or door, for everybody in it. */
export function RenameSpaceDialog({ space }: { readonly space: SpaceSummary }) {
  const { t } = useTranslation()
  const { close } = useRouter()
  const announce = useAnnounce()
  const client = useClient()
  const rename = useCommand(client.spaces.rename)
  const context = placeWord(space)
  const submit = async (name: string, enamel: Enamel) => {
    const result = await rename.run({ spaceId: space.spaceId, name, enamel })
    if (!result.ok) return
    announce(t('spaces.renamed', { name, context }))
    close()
  }
  return (
    <Dialog title={t('spaces.rename', { context })} onClose={close}>
      <SpaceForm
        name={space.name}
        of={context}
        enamel={space.enamel}
        submit={t('common.save')}
        pending={rename.pending}
        failure={rename.error}
        onSubmit={submit}
      />
    </Dialog>
  )
}
