import { notificationsStore, useNotifications } from '@mantine/notifications'
import { Suspense, useRef } from 'react'
import { laterPart } from './laterPart.ts'

const ToastPlace = laterPart(() => import('./ToastPlace.tsx'))

/** Where toasts appear, from the first one on: most pages never show any. */
export function Toasts() {
  const { notifications } = useNotifications(notificationsStore)
  const needed = useRef(false)
  needed.current ||= notifications.length > 0
  return <Suspense>{needed.current && <ToastPlace />}</Suspense>
}
