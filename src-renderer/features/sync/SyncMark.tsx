import {
  IconAlertTriangle,
  IconCloudOff,
  IconDeviceLaptop,
  IconLoader,
  IconLock,
  IconShieldX,
  IconWifiOff,
} from '@tabler/icons-react'
import type { SyncState } from '../../../src-core/bridge/contract.ts'
import { Pips } from '../../ui/Pips.tsx'

const ICONS = {
  notSaved: IconAlertTriangle,
  heldBack: IconShieldX,
  ended: IconLock,
  offline: IconWifiOff,
  relayDown: IconCloudOff,
  alone: IconDeviceLaptop,
  checking: IconLoader,
} as const

/** What stands before the sentence: pips where devices are meant, else an icon. */
export function SyncMark({ sync }: { readonly sync: SyncState }) {
  if (sync.kind === 'sending' || sync.kind === 'waiting' || sync.kind === 'upToDate') {
    return <Pips pips={sync.pips.slice(0, 12)} />
  }
  const Icon = ICONS[sync.kind]
  return <Icon size={16} stroke={1.75} aria-hidden />
}

const TONES: Partial<Record<SyncState['kind'], 'wait' | 'stop'>> = {
  notSaved: 'stop',
  heldBack: 'stop',
  offline: 'wait',
  relayDown: 'wait',
  sending: 'wait',
  waiting: 'wait',
}

/** The colour of the sentence's strong part; a word says the same. */
export const syncTone = (sync: SyncState) => TONES[sync.kind]
