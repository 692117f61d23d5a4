import { IconCloud, IconCloudOff, IconDeviceLaptop, IconUsers } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../state/format.ts'
import { ICON } from '../../ui/icon.ts'
import { type Facts, type RelayState, relayState } from './facts.ts'
import css from './home.module.css'

const SEALED = {
  passphrase: 'home.sealedPassphrase',
  keychain: 'home.sealedKeychain',
  memory: 'home.sealedMemory',
} as const

const RELAY = {
  none: 'home.relayNone',
  online: 'home.relayOnline',
  connecting: 'home.relayConnecting',
  offline: 'home.relayOffline',
} as const satisfies Record<RelayState, string>

/** This device, other people, the relay: who has what, as far as it is known. */
export function WhereDataIs({ facts }: { readonly facts: Facts }) {
  const { t } = useTranslation()
  const format = useFormat()
  const relay = relayState(facts.relays)
  const devices = t('home.devices', { count: facts.otherDevices })
  const RelayIcon = relay === 'online' ? IconCloud : IconCloudOff
  return (
    <section>
      <h2 className={css.heading}>{t('home.where')}</h2>
      <dl className={css.rows}>
        <Row icon={<IconDeviceLaptop {...ICON} />} what={t('people.thisDevice')}>
          {t(SEALED[facts.protectedBy], { size: format.size(facts.usedBytes) })}
        </Row>
        <Row icon={<IconUsers {...ICON} />} what={t('home.otherPeople')}>
          {facts.people === 0
            ? t('home.nothingYet')
            : t('home.people', { count: facts.people, devices })}
        </Row>
        <Row icon={<RelayIcon {...ICON} />} what={t('home.relay')}>
          {t(RELAY[relay])}
        </Row>
      </dl>
    </section>
  )
}

interface RowProps {
  readonly icon: ReactNode
  readonly what: ReactNode
  readonly children: ReactNode
}

function Row({ icon, what, children }: RowProps) {
  return (
    <div className={css.row}>
      <dt>
        {icon}
        {what}
      </dt>
      <dd>{children}</dd>
    </div>
  )
}
