import { Anchor, Button, Select, Switch } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InviteId } from '../../../src-core/base/ids.ts'
import type { Invitation, SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useFormat } from '../../state/format.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { spaceRoute } from '../../state/routes.ts'
import { useCommand } from '../../state/useCommand.ts'
import { useStream } from '../../state/useStream.ts'
import { Arch } from '../../ui/Arch.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import css from './invite.module.css'
import { LinkBox } from './LinkBox.tsx'
import { OpenLinks } from './OpenLinks.tsx'
import { endOf, type Span, spansFor, USES, type Uses } from './terms.ts'

const ROLES = ['editor', 'commenter', 'viewer', 'guest'] as const

const options = <T extends string>(values: readonly T[], label: (value: T) => string) =>
  values.map((value) => ({ value, label: label(value) }))

/** Makes a link with a role, an end and a number of uses, and shows the ones that are open. */
export function InviteDialog({ space }: { readonly space: SpaceSummary }) {
  const { t } = useTranslation()
  const { short } = useFormat()
  const { close, go } = useRouter()
  const client = useClient()
  const { spaceId } = space
  const [role, setRole] = useState<Invitation['role']>('commenter')
  const [span, setSpan] = useState<Span>('week')
  const [uses, setUses] = useState<Uses>('once')
  const [approval, setApproval] = useState(false)
  const [now] = useState(() => Date.now())
  const [made, setMade] = useState<InviteId>()
  const create = useCommand(client.invitations.create)
  const { value: invitations = [] } = useStream('invitations', 'watch', { spaceId })
  const open = invitations.filter((invitation) => invitation.state === 'open')
  const current = open.find((invitation) => invitation.inviteId === made)

  const changeRole = (next: Invitation['role']) => {
    setRole(next)
    if (!spansFor(next).includes(span)) setSpan('week')
  }
  const submit = async () => {
    const terms = { role, expiresAt: endOf(span, Date.now()), maxUses: USES[uses], approval }
    const result = await create.run({ spaceId, ...terms })
    if (result.ok) setMade(result.value.inviteId)
  }
  const spanLabel = (value: Span) => {
    const end = endOf(value, now)
    return end === null ? t('invite.never') : short(end)
  }
  const usesLabel = (value: Uses) => {
    const count = USES[value]
    if (count === null) return t('invite.anyTimes')
    return count === 1 ? t('invite.once') : t('invite.times', { count })
  }
  const select = {
    rightSection: <IconChevronDown {...ICON} size={16} />,
    allowDeselect: false,
    checkIconPosition: 'right',
    comboboxProps: { shadow: 'md' },
  } as const
  return (
    <Dialog
      width={600}
      sign={<Arch name={space.name} enamel={space.enamel} />}
      title={<Say id="invite.title" values={{ name: space.name }} />}
      onClose={close}
    >
      <div className={css.terms}>
        <Select
          {...select}
          label={t('invite.role')}
          data={options(ROLES, (value) => t(`common.role.${value}`))}
          value={role}
          onChange={(value) => value && changeRole(value as Invitation['role'])}
        />
        <Select
          {...select}
          label={t('invite.until')}
          data={options(spansFor(role), spanLabel)}
          value={span}
          onChange={(value) => value && setSpan(value as Span)}
        />
        <Select
          {...select}
          label={t('invite.uses')}
          data={options(Object.keys(USES) as Uses[], usesLabel)}
          value={uses}
          onChange={(value) => value && setUses(value as Uses)}
        />
      </div>
      <p className={css.sentence} aria-live="polite">
        {t(`invite.sentence.${role}`)} {t('invite.reading')}
      </p>
      <Switch
        className={css.approval ?? ''}
        labelPosition="left"
        withThumbIndicator={false}
        label={t('invite.approval')}
        description={t('invite.approvalHint')}
        checked={approval}
        onChange={(event) => setApproval(event.currentTarget.checked)}
      />
      {current && <LinkBox spaceId={spaceId} invitation={current} />}
      <div className={css.create}>
        <Button
          variant={current ? 'default' : 'filled'}
          loading={create.pending}
          onClick={submit}
          data-autofocus
        >
          {t('invite.create')}
        </Button>
        {current && <span className={css.hint}>{t('invite.another')}</span>}
        <Anchor
          component="button"
          type="button"
          className={css.toPage ?? ''}
          onClick={() => go(spaceRoute(spaceId, 'invitations'))}
        >
          {t('invite.toPage')}
        </Anchor>
      </div>
      <FailureLine failure={create.error} />
      <OpenLinks
        spaceId={spaceId}
        title={current ? t('invite.others') : t('invite.open')}
        invitations={open.filter((invitation) => invitation !== current)}
      />
    </Dialog>
  )
}
