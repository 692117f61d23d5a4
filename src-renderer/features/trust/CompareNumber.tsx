import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceId, UserId } from '../../../src-core/base/ids.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { ScanButton } from '../scan/ScanButton.tsx'
import css from './trust.module.css'

interface Props {
  readonly spaceId: SpaceId
  readonly userId: UserId
}

/** Somebody read or sent their number: the eye tires after thirty digits, this does not. Takes it typed or by camera. */
export function CompareNumber({ spaceId, userId }: Props) {
  const { t } = useTranslation()
  const client = useClient()
  const [text, setText] = useState('')
  const [outcome, setOutcome] = useState<'same' | 'different' | 'foreign'>()
  const compare = useCommand(client.members.compare)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await compare.run({ spaceId, userId, scanned: text })
    if (result.ok) setOutcome(result.value)
  }
  const scanned = async (code: string) => {
    setText('')
    const result = await compare.run({ spaceId, userId, scanned: code })
    const isNumber = result.ok && result.value !== 'foreign'
    if (isNumber) setOutcome(result.value)
    return isNumber
  }
  return (
    <form className={css.check} onSubmit={submit}>
      <TextInput
        size="xs"
        label={t('trust.check')}
        description={t('trust.checkHint')}
        dir="ltr"
        autoComplete="off"
        maxLength={200}
        value={text}
        onChange={(event) => {
          setOutcome(undefined)
          setText(event.currentTarget.value)
        }}
      />
      <Button
        type="submit"
        size="xs"
        variant="default"
        disabled={text.trim() === ''}
        loading={compare.pending}
      >
        {t('trust.compare')}
      </Button>
      <div className={css.scan}>
        <ScanButton foreign={t('trust.outcome.foreign')} onText={scanned} />
      </div>
      <p className={css.outcome} role="status" data-outcome={outcome}>
        {outcome && t(`trust.outcome.${outcome}`)}
      </p>
    </form>
  )
}
