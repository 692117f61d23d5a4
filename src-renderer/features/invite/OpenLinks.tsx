import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { Invitation } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { describeLink } from './describeLink.ts'
import css from './invite.module.css'
import { useRevoke } from './useRevoke.ts'

interface Props {
  readonly spaceId: SpaceId
  readonly title: string
  readonly invitations: readonly Invitation[]
}

/** Every link that still works, each with the way to end it. */
export function OpenLinks({ spaceId, title, invitations }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const revoke = useRevoke(spaceId)
  if (invitations.length === 0) return null

  const describe = (invitation: Invitation) => describeLink(invitation, t, format)
  return (
    <section className={css.open}>
      <h3>{title}</h3>
      <ul>
        {invitations.map((invitation) => (
          <li key={invitation.inviteId}>
            <span className={css.what}>{describe(invitation)}</span>
            <span className={css.hint}>
              {invitation.uses === 0
                ? t('invite.notUsed')
                : t('invite.used', { count: invitation.uses })}
            </span>
            <Button
              size="xs"
              variant="subtle"
              data-stop
              aria-label={t('invite.revokeLink', { what: describe(invitation) })}
              onClick={() => revoke.run(invitation.inviteId)}
            >
              {t('invite.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      <FailureLine failure={revoke.error} />
    </section>
  )
}
