import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../src-core/bridge/contract.ts'
import type { useSetSettings } from '../../state/settings.ts'
import { useFacts } from '../home/useFacts.ts'
import { Recipients } from './Recipients.tsx'
import css from './settings.module.css'

export interface NetworkProps {
  readonly settings: Settings
  readonly set: ReturnType<typeof useSetSettings>
}

/** Who passes one's data on, and whether others may learn this device's address. */
export function Network({ settings, set }: NetworkProps) {
  const { t } = useTranslation()
  const facts = useFacts(settings.hideAddress)
  const isMailless = facts?.relays.every(({ mailboxDays }) => mailboxDays === null)
  const isAlone = settings.hideAddress && facts?.turnServers.length === 0
  return (
    <>
      <Switch
        withThumbIndicator={false}
        label={t('settings.hideAddress')}
        description={t('settings.hideAddressHint')}
        checked={settings.hideAddress}
        onChange={(event) => set({ hideAddress: event.currentTarget.checked })}
      />
      {isAlone && (
        <p className={css.hint} role="status">
          {t('settings.hideAddressAlone')}
        </p>
      )}
      <Switch
        withThumbIndicator={false}
        label={t('settings.useMailbox')}
        description={t('settings.useMailboxHint')}
        checked={settings.useMailbox}
        onChange={(event) => set({ useMailbox: event.currentTarget.checked })}
      />
      {settings.useMailbox && isMailless && (
        <p className={css.hint} role="status">
          {t('settings.noMailbox')}
        </p>
      )}
      {facts && <Recipients facts={facts} />}
    </>
  )
}
