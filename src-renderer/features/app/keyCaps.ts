const CAPS: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  comma: ',',
}

/** `mod+shift+L` as it stands on the keys; ⌘ on a Mac. */
export function keyCaps(keys: string, mac = isMac()): string[] {
  return keys.split('+').map((part) => {
    const key = part.toLowerCase()
    if (key === 'mod' && mac) return '⌘'
    return CAPS[key] ?? (part.length === 1 ? part.toUpperCase() : part)
  })
}

const isMac = () => typeof navigator !== 'undefined' && /mac/i.test(navigator.userAgent)
