import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_NAME } from '../../../src-core/bridge/schemas.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { showToast } from '../feed/toast.tsx'
import type { NotePlace } from './notePlace.ts'

interface Props {
  readonly place: NotePlace
  readonly onClose: () => void
}

/** Gives the note as it is now a name, under which it is found again. */
export function KeepVersionDialog({ place, onClose }: Props) {
  const { t } = useTranslation()
  const client = useClient()
  const keep = useCommand(client.versions.keep)
  const [name, setName] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    const result = await keep.run({ ...place, name })
    if (!result.ok) return
    onClose()
    showToast({ message: t('versions.kept', { name: name.trim() }) })
  }
  return (
    <Dialog title={t('versions.keepTitle')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <TextInput
          label={t('versions.keepName')}
          description={t('versions.keepNameHint')}
          data-autofocus
          dir="auto"
          autoComplete="off"
          maxLength={MAX_NAME}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <FailureLine failure={keep.error} />
        <DialogActions>
          <Button type="submit" loading={keep.pending} disabled={name.trim() === ''}>
            {t('versions.keepAct')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
