import type { Session } from 'electron'
import { isAppUrl } from './appScheme.ts'

/**
 * Without handlers Electron grants everything to everybody. Granted here, to the app's own pages:
 * camera and microphone (calls; the system asks as well), notifications, copying text, full screen,
 * and reaching devices on the same network, which is what peers are.
 */
const granted: ReadonlySet<string> = new Set([
  'media',
  'notifications',
  'clipboard-sanitized-write',
  'fullscreen',
  'local-network',
  'local-network-access',
  'loopback-network',
])

/** Whether an address or origin may use a permission; an origin may lack its final slash. */
export function isGranted(permission: string, requester: string): boolean {
  return granted.has(permission) && isAppUrl(`${requester}/`)
}

export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isGranted(permission, details.requestingUrl)),
  )
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isGranted(permission, origin),
  )
  session.setDevicePermissionHandler(() => false)
}
