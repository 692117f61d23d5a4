import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Door } from '../../../src-core/bridge/contract.ts'
import { focusIfFree } from '../../state/useFocusHeir.ts'
import { Arch } from '../../ui/Arch.tsx'
import { Say } from '../../ui/Say.tsx'
import { Digits } from '../trust/Digits.tsx'
import css from './join.module.css'

/** The inviter has been asked: who, and the number both can compare meanwhile. */
export function WaitingAtTheDoor({ door }: { readonly door: Door & { state: 'waiting' } }) {
  const { t } = useTranslation()
  const name = door.inviter || t('common.nameless')
  const part = useRef<HTMLDivElement>(null)
  // The button that asked is gone.
  useEffect(() => focusIfFree(part.current ?? undefined), [])
  return (
    <div className={css.waiting} ref={part} tabIndex={-1}>
      <div className={css.answered} role="status">
        <Arch name={door.spaceName} enamel={door.enamel} size="m" lit />
        <div>
          <p>
            <Say id="join.waiting" values={{ inviter: name, space: door.spaceName }} />
          </p>
          <p className={css.small}>{t('join.waitingHint')}</p>
        </div>
      </div>
      <Digits digits={door.safety.digits} label={t('trust.title', { name })} />
      <p className={css.small}>{t('join.numberHint', { name })}</p>
    </div>
  )
}
