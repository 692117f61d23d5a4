import { Button } from '@mantine/core'
import { IconDoorExit } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { useStream } from '../../state/useStream.ts'
import { ICON } from '../../ui/icon.ts'
import css from './guest.module.css'
import { KeepPanel } from './KeepPanel.tsx'
import { VisitSays } from './VisitSays.tsx'

interface Props {
  readonly expiresAt: number | null
  readonly onEnd: () => void
}

const NOTHING = { state: 'none' } as const

/** For as long as the visit lasts: that it is one, what becomes of it, and the way out. */
export function VisitorStrip({ expiresAt, onEnd }: Props) {
  const { t } = useTranslation()
  const client = useClient()
  const { value: keeping = NOTHING } = useStream('keeping', 'watch', undefined)
  const keep = useCommand(client.keeping.keep)
  const remove = useCommand(client.keeping.remove)
  const [asking, setAsking] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setAsking(false)
    button.current?.focus()
  }
  const confirm = async () => {
    // Of the browser; where it refuses, it may remove what is kept when it needs the room.
    void navigator.storage?.persist?.().catch(() => {})
    await keep.run()
    close()
  }
  const mayKeep = keeping.state === 'offered' || keeping.state === 'lost'
  return (
    <section className={css.strip} aria-label={t('guest.visit')}>
      <IconDoorExit {...ICON} />
      <p role="status">
        <VisitSays keeping={keeping} expiresAt={expiresAt} />
      </p>
      {(mayKeep || keeping.state === 'kept') && (
        <Button
          ref={button}
          size="xs"
          variant="default"
          className={css.out ?? ''}
          aria-expanded={mayKeep ? asking : undefined}
          loading={remove.pending}
          onClick={() => (mayKeep ? setAsking(!asking) : void remove.run())}
        >
          {t(mayKeep ? 'guest.keep' : 'guest.remove')}
        </Button>
      )}
      <Button size="xs" variant="default" className={css.out ?? ''} onClick={onEnd}>
        {t('guest.end')}
      </Button>
      {asking && mayKeep && (
        <KeepPanel
          expiresAt={expiresAt}
          pending={keep.pending}
          onKeep={() => void confirm()}
          onClose={close}
        />
      )}
    </section>
  )
}
