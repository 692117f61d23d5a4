import { useTranslation } from 'react-i18next'
import type { InviteId, SpaceId } from '../../../src-core/base/ids.ts'
import { useAnnounce } from '../../state/AnnouncerProvider.tsx'
import { useClient } from '../../state/FoyerProvider.tsx'
import { type Command, useCommand } from '../../state/useCommand.ts'

/** Takes a link back and says so. */
export function useRevoke(spaceId: SpaceId): Command<[InviteId], void> {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const client = useClient()
  return useCommand(async (inviteId: InviteId) => {
    await client.invitations.revoke({ spaceId, inviteId })
    announce(t('invite.revoked'))
  })
}
