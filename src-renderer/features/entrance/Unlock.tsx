import { Button } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppStatus } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { failureOf } from '../../state/failure.ts'
import { useFormat } from '../../state/format.ts'
import { useCommand } from '../../state/useCommand.ts'
import { EntranceScene } from '../../ui/EntranceScene.tsx'
import { Face } from '../../ui/Face.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { INLINE_ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import css from './entrance.module.css'
import { PassphraseField } from './PassphraseField.tsx'

/** The closed door: a passphrase opens it. A wrong one keeps what was typed selected. */
export function Unlock({ status }: { readonly status: AppStatus & { phase: 'locked' } }) {
  const { t } = useTranslation()
  const { moment } = useFormat()
  const client = useClient()
  const unlock = useCommand(client.app.unlock)
  const [passphrase, setPassphrase] = useState('')
  const [shown, setShown] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await unlock.run({ passphrase })
    if (!result.ok) input.current?.select()
  }
  const failure = unlock.error ?? (status.failure ? failureOf(status.failure.code) : undefined)
  return (
    <div className={css.locked}>
      <div className={css.lockedScene}>
        <EntranceScene door="closed" />
      </div>
      <main className={css.card}>
        <div className={css.who}>
          {status.name && <Face name={status.name} enamel={status.enamel} size={38} />}
          <div>
            <h1>
              {/* Before the first unlocking the name is sealed with everything else. */}
              {status.name ? (
                <Say id="entrance.welcomeBack" values={{ name: status.name }} />
              ) : (
                t('entrance.welcome')
              )}
            </h1>
            {status.lockedAt !== null && (
              <div className={css.since}>
                {t('entrance.lockedSince', { when: moment(status.lockedAt) })}
              </div>
            )}
          </div>
        </div>
        <form className={css.cardForm} onSubmit={submit}>
          <PassphraseField
            ref={input}
            label={t('entrance.passphrase')}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            visible={shown}
            onVisibilityChange={setShown}
            autoComplete="current-password"
            aria-invalid={failure !== undefined}
          />
          <FailureLine failure={unlock.pending ? undefined : failure} />
          <Button type="submit" size="md" loading={unlock.pending}>
            {t('entrance.unlock')}
          </Button>
        </form>
        <p className={css.silent}>
          <IconLock {...INLINE_ICON} />
          {t('entrance.silent')}
        </p>
      </main>
    </div>
  )
}
