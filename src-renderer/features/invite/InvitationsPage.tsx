import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../../src-core/bridge/contract.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { spaceRoute } from '../../state/routes.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { useStream } from '../../state/useStream.ts'
import { ICON } from '../../ui/icon.ts'
import { Subpage } from '../../ui/Subpage.tsx'
import { AskList } from './AskList.tsx'
import css from './invite.module.css'
import { LinkCard } from './LinkCard.tsx'

/** All links of a Space: which work, who came in through which, and who asks to come in now. */
export function InvitationsPage({ view }: { readonly view: SpaceFacts }) {
  const { t } = useTranslation()
  const { go, open } = useRouter()
  const { spaceId } = view
  const { value: all } = useStream('invitations', 'watch', { spaceId })
  return (
    <Subpage
      title={t('invite.page')}
      of={view.name}
      back={{ label: t('app.toFeed'), onClick: () => go(spaceRoute(spaceId)) }}
      actions={
        view.can.invite && (
          <Button
            variant="default"
            leftSection={<IconUserPlus {...ICON} size={17} />}
            onClick={() => open({ dialog: 'invite', spaceId })}
          >
            {t('app.invite')}
          </Button>
        )
      }
    >
      <AskList spaceId={spaceId} heading />
      {all?.length === 0 && <p className={css.empty}>{t('invite.empty')}</p>}
      <Group
        title={t('invite.openNow')}
        view={view}
        links={all?.filter(({ state }) => state === 'open') ?? []}
      />
      <Group
        title={t('invite.ended')}
        view={view}
        links={all?.filter(({ state }) => state !== 'open') ?? []}
      />
    </Subpage>
  )
}

interface GroupProps {
  readonly title: string
  readonly view: SpaceFacts
  readonly links: readonly Invitation[]
}

function Group({ title, view, links }: GroupProps) {
  if (links.length === 0) return null
  return (
    <section>
      <h2 className={css.group}>{title}</h2>
      <ul className={css.links}>
        {links.map((link) => (
          <li key={link.inviteId}>
            <LinkCard spaceId={view.spaceId} invitation={link} mayRevoke={view.can.invite} />
          </li>
        ))}
      </ul>
    </section>
  )
}
