import { Button } from '@mantine/core'
import { IconMailCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { Person } from '../../../src-core/bridge/schemas.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { receivedRoute } from '../../state/routes.ts'
import { ICON } from '../../ui/icon.ts'
import css from './recipients.module.css'

interface Props {
  readonly spaceId: SpaceId
  readonly person: Person
}

/** Leads to what a person has received of one's own. */
export function ReceivedButton({ spaceId, person }: Props) {
  const { t } = useTranslation()
  const { go } = useRouter()
  return (
    <Button
      className={css.open ?? ''}
      variant="default"
      leftSection={<IconMailCheck {...ICON} size={17} />}
      onClick={() => go(receivedRoute(spaceId, person.userId))}
    >
      {t('recipients.title', { name: person.name || t('common.nameless') })}
    </Button>
  )
}
