import { useTranslation } from 'react-i18next'
import type * as z from 'zod/mini'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { deviceSync } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { useSync } from '../../state/useSpaceView.ts'
import { useStream } from '../../state/useStream.ts'
import { Pips } from '../../ui/Pips.tsx'
import { deviceWord } from './deviceWords.ts'
import css from './SyncDevices.module.css'

type DeviceSync = z.infer<typeof deviceSync>

/** Each device of a Space: what it has, when it was last seen, the way to it. */
export function SyncDevices({ spaceId }: { readonly spaceId: SpaceId }) {
  const { t } = useTranslation()
  const devices = useStream('spaces', 'devices', { spaceId }).value
  if (!devices) return <p className={css.hint}>{t('common.loading')}</p>
  return (
    <>
      <h2 className={css.title}>{t('sync.devices')}</h2>
      <ul className={css.list}>
        {devices.map((device) => (
          <DeviceRow key={device.deviceId} device={device} />
        ))}
      </ul>
      <Trouble spaceId={spaceId} />
    </>
  )
}

/** What the line says in short, and what can be done about it. */
function Trouble({ spaceId }: { readonly spaceId: SpaceId }) {
  const { t } = useTranslation()
  const sync = useSync(spaceId)
  const isHeld = sync?.kind === 'heldBack' && sync.code !== 'FORKED'
  return (
    <>
      {isHeld && <p className={css.trouble}>{t('sync.heldBackAct')}</p>}
      {sync?.mailboxTrouble && (
        <p className={css.trouble}>{t(`sync.mailboxTrouble.${sync.mailboxTrouble}`)}</p>
      )}
    </>
  )
}

function DeviceRow({ device }: { readonly device: DeviceSync }) {
  const { t } = useTranslation()
  const { date } = useFormat()
  const name = device.person.name || t('common.nameless')
  return (
    <li className={css.row}>
      <span className={css.who}>
        <bdi className={css.name}>{name}</bdi> {device.self ? t('common.you') : null}
        <span className={css.device}>
          {device.self ? t('sync.self') : deviceWord(t, device.label)}
        </span>
      </span>
      <DeviceHas device={device} />
      <span className={css.hint}>
        <DeviceWay device={device} />
      </span>
      {device.mailboxUntil !== null && (
        <span className={css.hint}>{t('sync.inMailbox', { day: date(device.mailboxUntil) })}</span>
      )}
    </li>
  )
}

function DeviceHas({ device }: { readonly device: DeviceSync }) {
  const { t } = useTranslation()
  const { missing, self, mailboxUntil } = device
  if (self) return null
  if (missing === null) {
    return (
      <span className={css.has}>
        <Pips pips={['unknown']} /> {t('sync.unknown')}
      </span>
    )
  }
  return (
    <span className={css.has} data-wait={missing > 0 || undefined}>
      <Pips pips={[missing === 0 ? 'have' : mailboxUntil === null ? 'wait' : 'mailbox']} />{' '}
      {missing > 0 ? t('sync.missing', { count: missing }) : t('sync.has')}
    </span>
  )
}

function DeviceWay({ device }: { readonly device: DeviceSync }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (device.self) return t('sync.selfHas')
  const way = device.connected
    ? t(WAYS[device.route ?? 'unknown'])
    : device.lastSeenAt === null
      ? t('sync.neverSeen')
      : t('sync.lastSeen', { moment: format.moment(device.lastSeenAt) })
  const offset = device.clockOffsetMs
  if (offset === null) return way
  const count = Math.round(Math.abs(offset) / 60_000)
  return `${way}. ${t(offset > 0 ? 'sync.clockAhead' : 'sync.clockBehind', { count })}`
}

const WAYS = {
  direct: 'sync.connectedDirect',
  relayed: 'sync.connectedRelayed',
  unknown: 'sync.connected',
} as const
