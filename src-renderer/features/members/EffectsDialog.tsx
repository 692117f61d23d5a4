import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useRouter } from '../../state/RouterProvider.tsx'
import type { Command } from '../../state/useCommand.ts'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { showToast } from '../feed/toast.tsx'
import css from './members.module.css'

interface Props {
  readonly title: ReactNode
  /** Whom or what it concerns: a face or an arch. */
  readonly sign: ReactNode
  /** What it does, and what it cannot do: a sentence each. */
  readonly effects: readonly string[]
  /** What is still to be chosen. */
  readonly children?: ReactNode
  /** The verb on the button, the command, and what is said after it. */
  readonly act: string
  readonly command: Command<[], unknown>
  readonly done: string
  /** Where one is then; without it, where one was. */
  readonly then?: () => void
  /** False for what takes nothing from anybody. */
  readonly grave?: boolean
}

/** Asks before something that cannot be undone, and says what it does. Focus begins on Cancel. */
export function EffectsDialog({
  title,
  sign,
  effects,
  children,
  act,
  command,
  done,
  then,
  grave = true,
}: Props) {
  const { t } = useTranslation()
  const { close } = useRouter()
  const submit = async () => {
    const result = await command.run()
    if (!result.ok) return
    if (then) then()
    else close()
    showToast({ message: done })
  }
  return (
    <Dialog title={title} sign={sign} onClose={close} width={500}>
      <ul className={css.effects}>
        {effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      {children}
      <FailureLine failure={command.error} />
      <DialogActions>
        <Button variant="default" data-autofocus onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button {...(grave ? { color: 'stop' } : {})} loading={command.pending} onClick={submit}>
          {act}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
