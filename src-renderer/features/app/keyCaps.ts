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
  pageup: 'Page ↑',
  pagedown: 'Page ↓',
}

/** What a language's keyboard prints instead of the English word. */
export type KeyWords = Readonly<Record<string, string>>

/** `mod+shift+L` as it stands on the keys; ⌘ on a Mac. */
export function keyCaps(keys: string, mac = isMac(), words: KeyWords = {}): string[] {
  return keys.split('+').map((part) => {
    const key = part.toLowerCase()
    if (key === 'mod' && mac) return '⌘'
    const cap = CAPS[key] ?? (part.length === 1 ? part.toUpperCase() : part)
    return words[cap] ?? cap
  })
}

const isMac = () => typeof navigator !== 'undefined' && /mac/i.test(navigator.userAgent)
