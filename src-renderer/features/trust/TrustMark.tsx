import { IconAlertTriangle, IconCircleDashed, IconRosetteDiscountCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Verified } from '../../../src-core/bridge/contract.ts'
import { INLINE_ICON } from '../../ui/icon.ts'
import css from './trust.module.css'

const ICONS = {
  yes: IconRosetteDiscountCheck,
  no: IconCircleDashed,
  changed: IconAlertTriangle,
  namesake: IconAlertTriangle,
} as const

/** Whether the safety number was compared, as an icon and in words. */
export function TrustMark({ verified }: { readonly verified: Verified }) {
  const { t } = useTranslation()
  const Icon = ICONS[verified]
  return (
    <span className={css.mark} data-verified={verified}>
      <Icon {...INLINE_ICON} aria-hidden />
      {t(`trust.mark.${verified}`)}
    </span>
  )
}

/** Beside a name, where there is room for an icon only: nothing while nothing was compared. */
export function TrustIcon({ verified }: { readonly verified: Verified }) {
  const { t } = useTranslation()
  if (verified === 'no') return null
  const Icon = ICONS[verified]
  return (
    <span className={css.icon} data-verified={verified} title={t(`trust.mark.${verified}`)}>
      <Icon {...INLINE_ICON} role="img" aria-label={t(`trust.mark.${verified}`)} />
    </span>
  )
}
