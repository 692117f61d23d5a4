import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'

/** Makes a new device of this one, which went on from a backup. */
export function RenewalAct() {
  const { t } = useTranslation()
  const client = useClient()
  const renew = useCommand(client.devices.renew)
  return (
    <>
      <Button size="xs" variant="default" loading={renew.pending} onClick={() => renew.run()}>
        {t('notices.renew')}
      </Button>
      <FailureLine failure={renew.error} />
    </>
  )
}
