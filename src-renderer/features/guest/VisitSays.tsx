import { useTranslation } from 'react-i18next'
import type { KeepingState } from '../../../src-core/ports/index.ts'
import { useFormat } from '../../state/format.ts'
import { Say } from '../../ui/Say.tsx'

interface Props {
  readonly keeping: KeepingState
  readonly expiresAt: number | null
}

/** What becomes of the visit when its tab is closed. */
export function VisitSays({ keeping, expiresAt }: Props) {
  const { t } = useTranslation()
  const { moment } = useFormat()
  const values = expiresAt === null ? undefined : { when: moment(expiresAt) }
  if (keeping.state === 'kept')
    return values ? <Say id="guest.kept" values={values} /> : <Say id="guest.keptOpen" />
  if (keeping.state === 'lost')
    return <Say id={keeping.why === 'full' ? 'guest.lostFull' : 'guest.lostFailed'} />
  return (
    <>
      {values ? <Say id="guest.strip" values={values} /> : <Say id="guest.stripOpen" />}{' '}
      {keeping.state === 'unavailable' && t(`guest.${keeping.why}`)}
    </>
  )
}
