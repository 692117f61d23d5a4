/** What is typed while the palette is on its way to the screen. */
export interface HeldTyping {
  /** From now on letters are kept instead of going to what has the focus. */
  hold(): void
  /** Ends that, and gives what was typed meanwhile. */
  take(): string
}

/** Whoever waits longer than this gets the keyboard back, in ms: the palette could not be loaded. */
const LONGEST_MS = 10_000

/** Before what has the focus hears of it. */
const FIRST = { capture: true }

type Keyboard = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>

/**
 * Keeps what is typed between asking for the palette and its search box having the focus: its part of
 * the page may have to be loaded first, and nobody waits for that after Ctrl K. Esc or a click ends it.
 */
export function createHeldTyping(keyboard: Keyboard): HeldTyping {
  let text = ''
  let limit: ReturnType<typeof setTimeout> | undefined

  function end() {
    clearTimeout(limit)
    limit = undefined
    keyboard.removeEventListener('keydown', onKeyDown, FIRST)
    keyboard.removeEventListener('pointerdown', drop, FIRST)
  }
  function drop() {
    end()
    text = ''
  }
  function onKeyDown(event: Event) {
    const key = event as KeyboardEvent
    const written = writtenBy(key)
    if (key.key === 'Escape') drop()
    else if (key.key === 'Backspace') text = [...text].slice(0, -1).join('')
    else if (written !== undefined) text += written
    // What Enter would do stands in no list yet; beneath the palette it would do something else.
    else if (key.key !== 'Enter') return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  return {
    hold() {
      drop()
      keyboard.addEventListener('keydown', onKeyDown, FIRST)
      keyboard.addEventListener('pointerdown', drop, FIRST)
      limit = setTimeout(drop, LONGEST_MS)
    },
    take() {
      end()
      const taken = text
      text = ''
      return taken
    },
  }
}

/** The letter a key writes; undefined for shortcuts, and for keys that write none. */
function writtenBy(event: KeyboardEvent): string | undefined {
  const command = event.ctrlKey || event.metaKey || event.altKey
  // With AltGr, which Windows tells as Ctrl and Alt, one writes "@".
  if ((command && !event.getModifierState('AltGraph')) || event.isComposing) return undefined
  return [...event.key].length === 1 ? event.key : undefined
}
