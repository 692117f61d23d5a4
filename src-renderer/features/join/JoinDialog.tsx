import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useRouter } from '../../state/RouterProvider.tsx'
import { spaceRoute } from '../../state/routes.ts'
import { useCommand } from '../../state/useCommand.ts'
import { SKIP, useStream } from '../../state/useStream.ts'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { DoorSays } from './DoorSays.tsx'
import css from './join.module.css'
import { knownDoor } from './knownDoor.ts'

/** Pastes a link, sees who stands behind it, and goes in. */
export function JoinDialog({ link: initial }: { readonly link: string }) {
  const { t } = useTranslation()
  const { go, close } = useRouter()
  const client = useClient()
  const join = useCommand(client.invitations.join)
  const [link, setLink] = useState(initial)
  const [settled] = useDebouncedValue(link.trim(), 300)
  const { value: door, error } = useStream(
    'invitations',
    'door',
    settled === '' ? SKIP : { link: settled },
  )
  const shown = settled === link.trim() ? knownDoor(door, error) : undefined

  // Whoever is in already, or gets in through the open door, is led inside.
  useEffect(() => {
    if (shown?.state === 'joined') go(spaceRoute(shown.spaceId))
  }, [shown, go])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (link.trim() === '') return
    const result = await join.run({ link: link.trim() })
    if (result.ok) go(spaceRoute(result.value.spaceId))
  }
  const stopWaiting = () => {
    void client.invitations.stopAsking({ link: link.trim() }).catch(() => {})
    close()
  }
  const refused = shown?.state === 'refused'
  const waiting = shown?.state === 'waiting'
  return (
    <Dialog title={t('join.title')} onClose={close} width={520}>
      <form onSubmit={submit}>
        <TextInput
          label={t('join.link')}
          description={t('join.linkHint')}
          data-autofocus
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          readOnly={waiting}
          value={link}
          onChange={(event) => {
            join.clear()
            setLink(event.currentTarget.value)
          }}
        />
        <div className={refused ? css.failure : undefined}>
          <DoorSays door={shown} />
        </div>
        {!refused && (
          <div className={join.error ? css.failure : undefined}>
            <FailureLine failure={join.error} />
          </div>
        )}
        <DialogActions>
          {waiting ? (
            <Button variant="default" onClick={stopWaiting}>
              {t('join.stopWaiting')}
            </Button>
          ) : (
            <Button type="submit" loading={join.pending}>
              {t('join.join')}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  )
}
