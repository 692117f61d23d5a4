import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { JoiningDevice } from '../devices/JoiningDevice.tsx'
import { ScanDeviceCode } from '../devices/ScanDeviceCode.tsx'
import { showToast } from '../feed/toast.tsx'
import css from './recovery.module.css'

/** After a kit, folded: the Spaces come from somebody who is in them too. */
export function ComeBack() {
  const { t } = useTranslation()
  return (
    <details className={css.more}>
      <summary>{t('recovery.backTitle')}</summary>
      <ComeBackForm />
    </details>
  )
}

export function ComeBackForm() {
  const { t } = useTranslation()
  const client = useClient()
  const [link, setLink] = useState('')
  const come = useCommand(client.recovery.comeBack)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await come.run({ link: link.trim() })
    if (!result.ok) return
    setLink('')
    showToast({ message: t('recovery.backDone') })
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <TextInput
        label={t('recovery.backCode')}
        description={t('recovery.backHint')}
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        value={link}
        onChange={(event) => setLink(event.currentTarget.value)}
      />
      {come.pending ? <JoiningDevice /> : <ScanDeviceCode onCode={setLink} />}
      <FailureLine failure={come.error} />
      <div>
        <Button
          type="submit"
          variant="default"
          disabled={link.trim() === ''}
          loading={come.pending}
        >
          {t('recovery.back')}
        </Button>
      </div>
    </form>
  )
}
