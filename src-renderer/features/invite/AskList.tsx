import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { JoinRequest } from '../../../src-core/bridge/contract.ts'
import { useAnnounce } from '../../state/AnnouncerProvider.tsx'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useFormat } from '../../state/format.ts'
import { useCommand } from '../../state/useCommand.ts'
import { useFocusHeir } from '../../state/useFocusHeir.ts'
import { useStream } from '../../state/useStream.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { Say } from '../../ui/Say.tsx'
import { Digits } from '../trust/Digits.tsx'
import css from './invite.module.css'

interface Props {
  readonly spaceId: SpaceId
  /** With a heading of its own, as a part of a page. */
  readonly heading?: boolean
}

/** Who asks to come in. Said once, never takes the focus; reached as a region by F6. */
export function AskList({ spaceId, heading = false }: Props) {
  const { t } = useTranslation()
  const { value: requests } = useStream('invitations', 'requests', { spaceId })
  if (!requests || requests.length === 0) return null
  return (
    <section
      className={css.asking}
      aria-label={t('invite.asking')}
      data-region={heading ? undefined : 'asking'}
      tabIndex={-1}
    >
      {heading && <h2 className={css.group}>{t('invite.asking')}</h2>}
      <div role="alert">
        <ul className={css.asks}>
          {requests.map((request) => (
            <li key={request.requestId}>
              <Ask spaceId={spaceId} request={request} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

function Ask({ spaceId, request }: { readonly spaceId: SpaceId; readonly request: JoinRequest }) {
  const { t } = useTranslation()
  const { moment } = useFormat()
  const client = useClient()
  const announce = useAnnounce()
  const part = useFocusHeir<HTMLDivElement>()
  const [number, setNumber] = useState(false)
  const { requestId, email, role, at, connected, safety } = request
  const name = request.name || t('common.nameless')
  const answer = useCommand(async (letIn: boolean) => {
    await client.invitations[letIn ? 'approve' : 'refuse']({ spaceId, requestId })
    announce(t(letIn ? 'invite.letInSaid' : 'invite.refusedSaid', { name }))
  })
  return (
    <div ref={part}>
      <div className={css.askRow}>
        <p>
          <Say id="invite.asks" values={{ name, role: t(`common.role.${role}`) }} />
          <span className={css.small}>
            {email !== null && (
              <>
                <Say id="people.emailUnchecked" values={{ email }} />.{' '}
              </>
            )}
            {connected ? t('invite.waitsSince', { when: moment(at) }) : t('invite.hasLeft')}
          </span>
        </p>
        <Button
          size="xs"
          variant="subtle"
          aria-expanded={number}
          onClick={() => setNumber(!number)}
        >
          {number ? t('invite.hideNumber') : t('invite.showNumber')}
        </Button>
        <Button
          size="xs"
          variant="default"
          aria-label={t('invite.refuseWho', { name })}
          loading={answer.pending}
          onClick={() => answer.run(false)}
        >
          {t('invite.refuse')}
        </Button>
        <Button
          size="xs"
          variant="default"
          aria-label={t('invite.letInWho', { name })}
          loading={answer.pending}
          onClick={() => answer.run(true)}
        >
          {t('invite.letIn')}
        </Button>
      </div>
      {number && (
        <>
          <Digits digits={safety.digits} label={t('trust.title', { name })} />
          <p className={css.small}>{t('invite.numberHint', { name })}</p>
        </>
      )}
      <FailureLine failure={answer.error} />
    </div>
  )
}
