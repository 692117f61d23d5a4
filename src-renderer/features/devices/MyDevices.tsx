import { Button } from '@mantine/core'
import { IconDevicesPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OwnDevice } from '../../../src-core/bridge/contract/devices.ts'
import { useAnnounce } from '../../state/AnnouncerProvider.tsx'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useFormat } from '../../state/format.ts'
import { useCommand } from '../../state/useCommand.ts'
import { useStream } from '../../state/useStream.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import { DeviceIcon } from '../people/DeviceIcon.tsx'
import { deviceTitle, deviceWord } from '../sync/deviceWords.ts'
import { DeviceOffer } from './DeviceOffer.tsx'
import css from './devices.module.css'
import { RenewalAct } from './RenewalAct.tsx'

/** The devices of the person whose profile this is: added by a code, taken out when lost. */
export function MyDevices() {
  const { t } = useTranslation()
  const client = useClient()
  const { value } = useStream('devices', 'watch', undefined)
  const offer = useCommand(client.devices.offer)
  const help = useCommand(client.devices.help)
  if (!value) return null
  const { devices, offer: open, renewal } = value
  // Whoever holds a device that was taken out can do nothing with it to the others.
  const isOut = devices.some(({ self, revoked }) => self && revoked)
  const canAdd = value.canAdd && !isOut
  return (
    <>
      <p className={css.hint}>{t('devices.hint')}</p>
      {renewal !== 'none' && (
        <div className={css.renewal} data-tone={renewal === 'refused' ? 'stop' : 'wait'}>
          <p>
            <Say id={`notices.selfForked.${renewal}`} />
          </p>
          {renewal === 'asking' && <RenewalAct />}
        </div>
      )}
      <ul className={css.list}>
        {devices.map((device) => (
          <li key={device.deviceId}>
            <DeviceRow device={device} canRevoke={!isOut} />
          </li>
        ))}
      </ul>
      {open && <DeviceOffer offer={open} />}
      {isOut && <p className={css.hint}>{t('devices.isOut')}</p>}
      {!canAdd && !isOut && <p className={css.hint}>{t('devices.cannotAdd')}</p>}
      {!isOut && (open === null || open.state === 'done' || open.state === 'expired') && (
        <div className={css.acts}>
          {canAdd && (
            <Button
              variant="default"
              leftSection={<IconDevicesPlus {...ICON} />}
              loading={offer.pending}
              onClick={() => offer.run()}
            >
              {t('devices.add')}
            </Button>
          )}
          <Button variant="subtle" loading={help.pending} onClick={() => help.run()}>
            {t('devices.help')}
          </Button>
        </div>
      )}
      <FailureLine failure={offer.error ?? help.error} />
    </>
  )
}

interface RowProps {
  readonly device: OwnDevice
  readonly canRevoke: boolean
}

function DeviceRow({ device, canRevoke }: RowProps) {
  const { t } = useTranslation()
  const { date, moment } = useFormat()
  const client = useClient()
  const announce = useAnnounce()
  const [asking, setAsking] = useState(false)
  const { deviceId, label, self, addedAt, lastSeenAt, spaces, revoked } = device
  const revoke = useCommand(async () => {
    await client.devices.revoke({ deviceId })
    setAsking(false)
    announce(t('devices.revokedSaid'))
  })
  const word = deviceWord(t, label)
  const seen = lastSeenAt !== null && !self && t('people.lastSeen', { when: moment(lastSeenAt) })
  const facts = [
    t('devices.since', { when: date(addedAt) }),
    t('devices.spaces', { count: spaces }),
    seen,
  ]
  return (
    <>
      <div className={css.row} data-revoked={revoked || undefined}>
        <DeviceIcon label={label} />
        <span className={css.grow}>
          <bdi>{deviceTitle(t, label)}</bdi>{' '}
          {self && <span className={css.quiet}>{t('people.thisDevice')}</span>}
          <span className={css.sub}>
            {revoked ? t('devices.revoked') : facts.filter(Boolean).join(', ')}
          </span>
        </span>
        {canRevoke && !self && !revoked && (
          <Button
            size="xs"
            variant="subtle"
            data-stop
            aria-expanded={asking}
            aria-label={t('devices.revokeLabel', { device: word })}
            onClick={() => setAsking(!asking)}
          >
            {t('devices.revoke')}
          </Button>
        )}
      </div>
      {asking && !revoked && (
        <div className={css.confirm}>
          <p>{t('devices.revokeWhat')}</p>
          <Button size="xs" variant="default" autoFocus onClick={() => setAsking(false)}>
            {t('common.cancel')}
          </Button>
          <Button size="xs" color="stop" loading={revoke.pending} onClick={() => revoke.run()}>
            {t('devices.revoke')}
          </Button>
        </div>
      )}
      <FailureLine failure={revoke.error} />
    </>
  )
}
