import { IconDoorExit } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../state/format.ts'
import { ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import css from './guest.module.css'

/** For as long as the visit lasts: that it is one, and when it ends. */
export function VisitorStrip({ expiresAt }: { readonly expiresAt: number | null }) {
  const { t } = useTranslation()
  const { moment } = useFormat()
  return (
    <section className={css.strip} aria-label={t('guest.visit')}>
      <IconDoorExit {...ICON} />
      <p>
        {expiresAt === null ? (
          <Say id="guest.stripOpen" />
        ) : (
          <Say id="guest.strip" values={{ when: moment(expiresAt) }} />
        )}
      </p>
    </section>
  )
}
