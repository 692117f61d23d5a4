import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { Invitation } from '../../../src-core/bridge/contract.ts'
import { useAnnounce } from '../../state/AnnouncerProvider.tsx'
import { useFormat } from '../../state/format.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import { describeLink } from './describeLink.ts'
import css from './invite.module.css'
import { useRevoke } from './useRevoke.ts'

interface Props {
  readonly spaceId: SpaceId
  readonly invitation: Invitation
  readonly mayRevoke: boolean
}

/** One link: its terms, who made it, who came in through it. Revoking asks once, in place. */
export function LinkCard({ spaceId, invitation, mayRevoke }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { state, approval, own, webLink, createdBy, createdAt, inviteId } = invitation
  const [asking, setAsking] = useState(false)
  const revoke = useRevoke(spaceId)
  const button = useRef<HTMLButtonElement>(null)
  const keep = () => {
    setAsking(false)
    button.current?.focus()
  }
  const revokeNow = async () => {
    const result = await revoke.run(inviteId)
    // The card goes to those that no longer work.
    if (result.ok) document.querySelector<HTMLElement>('[data-region=stage]')?.focus()
  }
  const open = state === 'open'
  return (
    <article className={css.linkCard} data-ended={!open || undefined}>
      <h3>
        {describeLink(invitation, t, format)}
        <span className={css.tag} data-state={state}>
          {t(`invite.state.${state}`)}
        </span>
      </h3>
      <p className={css.small}>
        <Say
          id="invite.madeBy"
          values={{
            name: createdBy.name || t('common.nameless'),
            when: format.moment(createdAt),
          }}
        />{' '}
        {approval && t('invite.asksFirst')} {open && !own && t('invite.elsewhere')}
      </p>
      <Came invitation={invitation} />
      {open && (
        <div className={css.linkActs}>
          {webLink && <CopyAgain link={webLink} />}
          {mayRevoke && (
            <Button
              ref={button}
              size="xs"
              variant="subtle"
              data-stop
              aria-expanded={asking}
              aria-label={t('invite.revokeLink', { what: describeLink(invitation, t, format) })}
              onClick={() => setAsking(!asking)}
            >
              {t('invite.revoke')}
            </Button>
          )}
        </div>
      )}
      {asking && open && (
        <div className={css.confirm}>
          <p>{t('invite.revokeWhat')}</p>
          <div className={css.confirmActs}>
            <Button size="xs" variant="default" autoFocus onClick={keep}>
              {t('invite.keep')}
            </Button>
            <Button
              size="xs"
              color="stop"
              loading={revoke.pending}
              onClick={() => void revokeNow()}
            >
              {t('invite.revokeNow')}
            </Button>
          </div>
        </div>
      )}
      <FailureLine failure={revoke.error} />
    </article>
  )
}

function CopyAgain({ link }: { readonly link: string }) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const { copied, copy } = useClipboard({ timeout: 3000 })
  const Icon = copied ? IconCheck : IconCopy
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<Icon {...ICON} size={15} />}
      onClick={() => {
        copy(link)
        announce(t('invite.copied'))
      }}
    >
      {copied ? t('common.copied') : t('invite.copyAgain')}
    </Button>
  )
}

function Came({ invitation }: { readonly invitation: Invitation }) {
  const { t } = useTranslation()
  const { moment, list } = useFormat()
  const { cameThrough, state, uses } = invitation
  if (cameThrough.length === 0) {
    const nobody = state === 'open' ? 'invite.nobodyYet' : 'invite.nobody'
    return <p className={css.came}>{t(uses > 0 ? 'invite.gone' : nobody)}</p>
  }
  const names = cameThrough.map(
    ({ person, at }) => `${person.name || t('common.nameless')} (${moment(at)})`,
  )
  return (
    <p className={css.came}>
      <Say id="invite.came" values={{ names: list(names) }} />
    </p>
  )
}
