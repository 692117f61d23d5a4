/** Chromium's names for one of Electron's permissions. */
export function permissionNames(permission: string): readonly string[] {
  return permission === 'media' ? ['camera', 'microphone'] : [permission]
}
