import { useTranslation } from 'react-i18next'
import type { Door } from '../../../src-core/bridge/contract.ts'
import { failureOf } from '../../state/failure.ts'
import { useFormat } from '../../state/format.ts'
import { useLate } from '../../state/useLate.ts'
import { Arch } from '../../ui/Arch.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { Say } from '../../ui/Say.tsx'
import css from './join.module.css'
import { relayHost } from './relayHost.ts'
import { WaitingAtTheDoor } from './WaitingAtTheDoor.tsx'

/** What is known of the other side of a link: who invites, where to, as what, and who will read. */
export function DoorSays({ door }: { readonly door: Door | undefined }) {
  const { t } = useTranslation()
  if (!door) return null
  switch (door.state) {
    case 'reaching':
      return <Reaching relay={door.relay} />
    case 'joining':
      return (
        <p className={css.reaching} role="status">
          {t('join.joining')}
        </p>
      )
    case 'waiting':
      return <WaitingAtTheDoor door={door} />
    case 'refused':
      return <FailureLine failure={failureOf(door.code)} />
    case 'answered':
      return <Answered door={door} />
    case 'joined':
      return null
  }
}

/** When nobody has answered for so long, it is said what may help, ms. The link stays at the door. */
export const UNANSWERED_MS = 45_000

function Reaching({ relay }: { readonly relay: string }) {
  const { t } = useTranslation()
  const late = useLate(true, UNANSWERED_MS)
  return (
    <p className={css.reaching} role="status">
      {late ? t('join.unanswered') : t('join.reaching', { relay: relayHost(relay) })}
    </p>
  )
}

function Answered({ door }: { readonly door: Door & { readonly state: 'answered' } }) {
  const { t } = useTranslation()
  const { list, moment } = useFormat()
  const role = t(`common.role.${door.role}`)
  return (
    <div className={css.answered} role="status">
      <Arch name={door.spaceName} enamel={door.enamel} size="m" lit />
      <div>
        <p>
          <Say
            id="join.answered"
            values={{ inviter: door.inviter || t('common.nameless'), space: door.spaceName }}
          />
        </p>
        <p className={css.small}>
          {t('join.asRole', { role })}{' '}
          {door.expiresAt !== null && t('join.until', { when: moment(door.expiresAt) })}{' '}
          {door.approval && t('join.approval', { name: door.inviter || t('common.nameless') })}
        </p>
        {door.readers.length > 0 && (
          <p className={css.small}>
            <Say
              id="join.readers"
              values={{ names: list(door.readers), count: door.readers.length }}
            />
          </p>
        )}
      </div>
    </div>
  )
}
