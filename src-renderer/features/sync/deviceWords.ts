import type { TFunction } from 'i18next'

const KINDS = ['laptop', 'phone', 'computer', 'tablet', 'browser'] as const
type Kind = (typeof KINDS)[number]

const kindOf = (label: string): Kind | undefined =>
  KINDS.find((kind) => kind === label.trim().toLowerCase())

/**
 * A device label as it stands in a sentence: known kinds translated, other labels as they are. A device whose
 * card has not arrived, e.g. one that was lost, has none.
 */
export function deviceWord(t: TFunction, label: string): string {
  const kind = kindOf(label)
  return kind ? t(`sync.${kind}`) : label || t('sync.someDevice')
}

/** As a title of its own, not in a sentence: "Laptop". */
export function deviceTitle(t: TFunction, label: string): string {
  const word = deviceWord(t, label)
  return word.slice(0, 1).toLocaleUpperCase() + word.slice(1)
}

/** "Bob’s laptop", "Bob (laptop)"; only the name where the device has no label. */
export function ownerWord(t: TFunction, name: string | undefined, label: string | null): string {
  const person = name || t('sync.someone')
  return label ? t('sync.device', { name: person, device: deviceWord(t, label) }) : person
}

/** "this laptop", "this phone", else "this device". */
export function thisDeviceWord(t: TFunction, label: string | undefined): string {
  const kind = kindOf(label ?? '')
  if (kind === 'laptop') return t('sync.thisLaptop')
  return kind === 'phone' ? t('sync.thisPhone') : t('sync.thisDevice')
}
