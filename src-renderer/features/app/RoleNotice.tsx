import { Button } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import { Notice } from './Notice.tsx'

/** Somebody else changed one's own role: whose act it was, and what may be done now. */
export function RoleNotice({ view }: { readonly view: SpaceFacts }) {
  const { t } = useTranslation()
  const client = useClient()
  const { roleChange, spaceId, name } = view
  const seen = useCommand(async () => {
    await client.members.roleSeen({ spaceId })
    // The button goes with its notice.
    document.querySelector<HTMLElement>('[data-region=stage]')?.focus()
  })
  if (!roleChange || view.ended !== null) return null
  const { role, by } = roleChange
  const id = role === 'owner' ? 'members.madeOwner' : 'members.madeRole'
  const values = {
    by: by?.name || t('common.nameless'),
    space: name,
    role: t(`common.role.${role}`),
  }
  return (
    <Notice
      tone="wait"
      icon={<IconKey {...ICON} />}
      act={
        <>
          <Button size="xs" variant="default" loading={seen.pending} onClick={() => seen.run()}>
            {t('members.roleSeen')}
          </Button>
          <FailureLine failure={seen.error} />
        </>
      }
    >
      <Say id={id} values={values} />{' '}
      {role === 'owner' ? t('members.answersSelf') : t(`members.means.${role}`)}
    </Notice>
  )
}
