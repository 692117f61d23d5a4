import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UserId } from '../../../src-core/base/ids.ts'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useRouter } from '../../state/RouterProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { useStream } from '../../state/useStream.ts'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { Say } from '../../ui/Say.tsx'
import { showToast } from '../feed/toast.tsx'
import css from './groups.module.css'
import { PeopleChoice } from './PeopleChoice.tsx'

/** Brings members of the Space into one of its groups. */
export function AddToGroupDialog({ space }: { readonly space: SpaceSummary }) {
  const { t } = useTranslation()
  const { close } = useRouter()
  const client = useClient()
  const { spaceId } = space
  const { value: candidates = [] } = useStream('groups', 'candidates', { spaceId })
  const [people, setPeople] = useState<readonly UserId[]>([])
  const add = useCommand(client.groups.add)
  const submit = async () => {
    const result = await add.run({ spaceId, people: [...people] })
    if (!result.ok) return
    close()
    showToast({ message: t('groups.added', { count: people.length }) })
  }
  return (
    <Dialog title={<Say id="groups.addTo" values={{ group: space.name }} />} onClose={close}>
      <PeopleChoice
        spaceId={spaceId}
        label={t('groups.whoNew')}
        people={candidates
          .filter(({ standing }) => standing !== 'in')
          .map(({ person, role, standing }) => ({
            ...{ person, role },
            blocked: standing === 'former' ? t('groups.former') : undefined,
          }))}
        chosen={people}
        onChange={setPeople}
      />
      <p className={css.hint}>{t('groups.addHint')}</p>
      <FailureLine failure={add.error} />
      <DialogActions>
        <Button disabled={people.length === 0} loading={add.pending} onClick={submit}>
          {t('groups.add')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
