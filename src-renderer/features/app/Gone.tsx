import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useRouter } from '../../state/RouterProvider.tsx'
import { HOME } from '../../state/routes.ts'
import css from './SpacePage.module.css'

/** In place of a Space that this device no longer has. */
export function Gone() {
  const { t } = useTranslation()
  const { go } = useRouter()
  return (
    <main className={css.stage}>
      <div className={css.gone}>
        <p>{t('app.gone')}</p>
        <Button variant="default" onClick={() => go(HOME)}>
          {t('app.goHome')}
        </Button>
      </div>
    </main>
  )
}
