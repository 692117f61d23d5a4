import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { JoiningDevice } from '../devices/JoiningDevice.tsx'
import { ScanDeviceCode } from '../devices/ScanDeviceCode.tsx'
import css from './recovery.module.css'

/** After a kit: the Spaces come from somebody who is in them too. */
export function ComeBack() {
  const { t } = useTranslation()
  const client = useClient()
  const [link, setLink] = useState('')
  const [done, setDone] = useState(false)
  const come = useCommand(client.recovery.comeBack)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await come.run({ link: link.trim() })
    setDone(result.ok)
  }
  return (
    <details className={css.more}>
      <summary>{t('recovery.backTitle')}</summary>
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
        {!come.pending && <ScanDeviceCode onCode={setLink} />}
        {come.pending && <JoiningDevice />}
        <FailureLine failure={come.error} />
        <p className={css.found} role="status">
          {done && t('recovery.backDone')}
        </p>
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
    </details>
  )
}
