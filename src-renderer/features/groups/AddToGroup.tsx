import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SpaceView } from '../../../src-core/bridge/contract.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { ICON } from '../../ui/icon.ts'

/** On the page of a group's people. */
export function AddToGroup({ view }: { readonly view: Pick<SpaceView, 'spaceId' | 'can'> }) {
  const { t } = useTranslation()
  const { open } = useRouter()
  if (!view.can.addPeople) return null
  return (
    <Button
      variant="default"
      leftSection={<IconUserPlus {...ICON} size={17} />}
      onClick={() => open({ dialog: 'addToGroup', spaceId: view.spaceId })}
    >
      {t('groups.add')}
    </Button>
  )
}
