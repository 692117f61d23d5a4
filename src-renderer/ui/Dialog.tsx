import { Modal } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLayout } from '../state/useLayout.ts'
import css from './Dialog.module.css'
import { ICON } from './icon.ts'

interface Props {
  readonly title: ReactNode
  /** An arch before the title. */
  readonly sign?: ReactNode
  readonly onClose: () => void
  readonly width?: number
  readonly children: ReactNode
}

/** One decision over the page; it fills the screen on a phone. Focus returns where it was. */
export function Dialog({ title, sign, onClose, width = 460, children }: Props) {
  const { t } = useTranslation()
  const phone = useLayout() === 'phone'
  useFocusReturn()
  return (
    <Modal
      opened
      onClose={onClose}
      size={`${width / 16}rem`}
      fullScreen={phone}
      centered
      padding={0}
      title={
        <>
          {sign}
          <span className={css.title}>{title}</span>
        </>
      }
      closeButtonProps={{ 'aria-label': t('common.close'), icon: <IconX {...ICON} /> }}
      classNames={{
        header: css.header ?? '',
        title: css.heading ?? '',
        body: css.body ?? '',
        content: css.content ?? '',
        close: css.close ?? '',
      }}
    >
      {children}
    </Modal>
  )
}

/** Mantine gives the focus back to where it was when a modal is closed, but not when it is taken away. */
function useFocusReturn(): void {
  const [before] = useState(() => opener(document.activeElement))
  useEffect(
    () => () => {
      // Behind the trap's own end; and whatever took the focus since has more right to it.
      setTimeout(() => {
        const free = document.activeElement === null || document.activeElement === document.body
        const stage = document.querySelector('[data-region=stage]')
        const back = before?.isConnected ? before : stage
        if (free && back instanceof HTMLElement) back.focus({ preventScroll: true })
      })
    },
    [before],
  )
}

/** What stays when a menu has closed: the button that opened it. */
function opener(focused: Element | null): Element | null {
  const button = focused?.closest('[role=menu]')?.getAttribute('aria-labelledby')
  return (button && document.getElementById(button)) || focused
}

/** The row of buttons that ends a dialog. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className={css.actions}>{children}</div>
}
