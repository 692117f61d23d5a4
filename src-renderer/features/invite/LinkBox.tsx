import { Button, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconApps, IconCheck, IconCopy, IconKey } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { Invitation } from '../../../src-core/bridge/contract.ts'
import { useAnnounce } from '../../state/AnnouncerProvider.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { ICON } from '../../ui/icon.ts'
import css from './invite.module.css'
import { useRevoke } from './useRevoke.ts'

interface Props {
  readonly spaceId: SpaceId
  readonly invitation: Invitation
}

/** The link that was just made: to copy, or to take back. */
export function LinkBox({ spaceId, invitation }: Props) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const web = useClipboard({ timeout: 3000 })
  const desktop = useClipboard({ timeout: 3000 })
  const revoke = useRevoke(spaceId)
  const copy = (clipboard: typeof web, link: string | null) => {
    if (!link) return
    clipboard.copy(link)
    announce(t('invite.copied'))
  }
  const CopyIcon = web.copied ? IconCheck : IconCopy
  return (
    <div className={css.box}>
      <p className={css.key}>
        <IconKey {...ICON} />
        {t('invite.key')}
      </p>
      <TextInput
        label={t('invite.link')}
        readOnly
        dir="ltr"
        classNames={{ input: css.link ?? '' }}
        value={invitation.webLink ?? ''}
        onFocus={(event) => event.currentTarget.select()}
        rightSectionWidth="auto"
        rightSectionProps={{ className: css.copy }}
        rightSection={
          <Button
            size="xs"
            leftSection={<CopyIcon {...ICON} size={15} />}
            onClick={() => copy(web, invitation.webLink)}
          >
            {web.copied ? t('common.copied') : t('common.copy')}
          </Button>
        }
      />
      <div className={css.row}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconApps {...ICON} size={16} />}
          onClick={() => copy(desktop, invitation.desktopLink)}
        >
          {desktop.copied ? t('common.copied') : t('invite.copyApp')}
        </Button>
        <Button
          size="xs"
          variant="subtle"
          data-stop
          className={css.end ?? ''}
          loading={revoke.pending}
          onClick={() => revoke.run(invitation.inviteId)}
        >
          {t('invite.revoke')}
        </Button>
      </div>
      <FailureLine failure={revoke.error} />
    </div>
  )
}
