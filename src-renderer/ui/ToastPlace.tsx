import { Notifications } from '@mantine/notifications'

/** One toast at a time, bottom left. */
export default function ToastPlace() {
  return <Notifications position="bottom-left" limit={1} />
}
