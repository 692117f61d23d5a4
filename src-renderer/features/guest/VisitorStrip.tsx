import { Button } from '@mantine/core'
import { IconDoorExit } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../state/format.ts'
import { ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import css from './guest.module.css'

interface Props {
  readonly expiresAt: number | null
  readonly onEnd: () => void
}

/** For as long as the visit lasts: that it is one, when it ends, and the way out. */
export function VisitorStrip({ expiresAt, onEnd }: Props) {
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
      <Button size="xs" variant="default" className={css.out ?? ''} onClick={onEnd}>
        {t('guest.end')}
      </Button>
    </section>
  )
}
