import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../state/failure.ts'
import { EntranceScene } from '../../ui/EntranceScene.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import css from './entrance.module.css'

/** Before a closed door without a lock: what is known is said on the threshold. */
export function Threshold({ children }: { readonly children: ReactNode }) {
  return (
    <div className={css.locked}>
      <div className={css.lockedScene}>
        <EntranceScene door="closed" />
      </div>
      {children}
    </div>
  )
}

/** The profile cannot be opened: newer version, damaged, in use, disk. Nothing was changed. */
export function ProfileFailed({ failure }: { readonly failure: Failure }) {
  const { t } = useTranslation()
  return (
    <Threshold>
      <main className={`${css.card} ${css.notice}`} tabIndex={-1}>
        <h1>{t('entrance.failedTitle')}</h1>
        <FailureLine failure={failure} />
        <p className={css.silent}>{t('entrance.failedHint')}</p>
      </main>
    </Threshold>
  )
}

/** The host is gone; the page keeps nothing of its own that could be lost. */
export function ConnectionLost() {
  const { t } = useTranslation()
  return (
    <Threshold>
      <main className={`${css.card} ${css.notice}`} role="alert">
        <h1>{t('entrance.lost')}</h1>
        <p>{t('entrance.lostHint')}</p>
        <p>
          <Button onClick={() => window.location.reload()}>{t('entrance.reload')}</Button>
        </p>
      </main>
    </Threshold>
  )
}

/** While the host starts; said only when it takes longer than a moment. */
export function Opening() {
  const { t } = useTranslation()
  return (
    <Threshold>
      <p className={css.opening} role="status">
        {t('entrance.opening')}
      </p>
    </Threshold>
  )
}

/** A page that the host does not know: only the address it printed lets one in. */
export function NoSession() {
  const { t } = useTranslation()
  return (
    <Threshold>
      <main className={`${css.card} ${css.notice}`}>
        <h1>{t('entrance.noSession')}</h1>
        <p>{t('entrance.noSessionHint')}</p>
      </main>
    </Threshold>
  )
}

/** In place of a page that failed to render; nothing that was saved is touched. */
export function PageFailed() {
  const { t } = useTranslation()
  return (
    <Threshold>
      <main className={`${css.card} ${css.notice}`} role="alert">
        <h1>{t('errors.INTERNAL')}</h1>
        <p>
          <Button onClick={() => window.location.reload()}>{t('entrance.reload')}</Button>
        </p>
      </main>
    </Threshold>
  )
}
