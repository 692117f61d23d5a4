import { Kbd } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import css from './toast.module.css'

const TEN_SECONDS = 10_000

interface Toast {
  readonly message: string
  /** Takes back what the message tells; offered for 10 s. */
  readonly undo?: { readonly label: string; run(): void }
}

/** Reports the end of what the person began, bottom left, one at a time. */
export function showToast({ message, undo }: Toast): void {
  notifications.clean()
  const id = notifications.show({
    role: 'status',
    position: 'bottom-left',
    autoClose: undo ? TEN_SECONDS : 4000,
    withCloseButton: false,
    withBorder: false,
    classNames: { root: css.toast ?? '', description: css.text ?? '', body: css.body ?? '' },
    message: (
      <>
        <span className={css.message}>{message}</span>
        {undo && (
          <>
            <button
              type="button"
              className={css.undo}
              onClick={() => {
                notifications.hide(id)
                undo.run()
              }}
            >
              {undo.label}
            </button>
            <Kbd className={css.keys ?? ''}>Ctrl Z</Kbd>
          </>
        )}
      </>
    ),
  })
}
