import type { TFunction } from 'i18next'
import type { Format } from '../../state/format.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import type { Pip } from '../../ui/Pips.tsx'

export type Member = SpaceFacts['members'][number]
export type DeviceSync = Member['devices'][number]

export interface DeviceLine {
  readonly text: string
  /** Null for this device: it needs no pip. */
  readonly pip: Pip | null
}

/** What is known about a device of somebody else; nothing is said about one's own. */
export function deviceLine(device: DeviceSync, t: TFunction): DeviceLine {
  if (device.self) return { text: '', pip: null }
  if (device.missing === null) return { text: t('people.unknown'), pip: 'unknown' }
  if (device.missing === 0) return { text: t('people.upToDate'), pip: 'have' }
  return { text: t('people.waiting', { count: device.missing }), pip: 'wait' }
}

/** When and how it was last met, in words; empty for this device. */
export function deviceContact(device: DeviceSync, t: TFunction, format: Format): string {
  if (device.self) return ''
  const offset = Math.round((device.clockOffsetMs ?? 0) / 60_000)
  const clock = offset === 0 ? '' : ` ${t('people.clock', { minutes: format.number(offset) })}`
  if (device.connected) {
    const ways = { direct: t('people.direct'), relayed: t('people.relayed'), unknown: '' }
    const way = ways[device.route ?? 'unknown']
    return `${t('people.connected')}${way ? `, ${way}` : ''}${clock}`
  }
  if (device.lastSeenAt === null) return clock.trim()
  return `${t('people.lastSeen', { when: format.moment(device.lastSeenAt) })}${clock}`
}
