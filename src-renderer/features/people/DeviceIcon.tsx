import { IconDeviceLaptop, IconDeviceMobile, IconWorld } from '@tabler/icons-react'
import { INLINE_ICON } from '../../ui/icon.ts'

const DEVICE_ICONS = [
  [/phone|telefoon|téléphone|tablet/i, IconDeviceMobile],
  [/browser|navigateur/i, IconWorld],
] as const

/** The icon that a device's own label asks for; a computer when it says nothing. */
export function DeviceIcon({ label }: { readonly label: string }) {
  const Icon = DEVICE_ICONS.find(([pattern]) => pattern.test(label))?.[1] ?? IconDeviceLaptop
  return <Icon {...INLINE_ICON} />
}
