import type { Awareness } from 'y-protocols/awareness'
import type { Disposer } from '../../../src-core/base/disposer.ts'
import { type Enamel, enamel, MAX_NAME } from '../../../src-core/bridge/schemas.ts'
import css from './NoteEditor.module.css'

/** What others see of a cursor. */
export interface CaretUser {
  readonly name: string
  readonly enamel: Enamel
}

/** How long a name flag stays after its cursor moved, in ms. */
const FLAG_MS = 2000

/** A cursor's user as another device sent it: nothing of it is taken on trust. */
function readUser(user: Record<string, unknown>) {
  const colour = enamel.safeParse(user.enamel)
  return {
    name: typeof user.name === 'string' ? user.name.slice(0, MAX_NAME) : '',
    enamel: colour.success ? colour.data : ('slate' as const),
    client: typeof user.client === 'number' ? String(user.client) : '',
  }
}

/** Another person's cursor: a line in their enamel, with a flag that says the name. */
export function renderCaret(user: Record<string, unknown>): HTMLElement {
  const { name, enamel: colour, client } = readUser(user)
  const caret = document.createElement('span')
  caret.className = css.caret ?? ''
  caret.dataset.client = client
  caret.style.setProperty('--c', `var(--enamel-${colour})`)
  // Cursors are not announced.
  caret.setAttribute('aria-hidden', 'true')
  const flag = document.createElement('b')
  flag.dir = 'auto'
  flag.textContent = name
  caret.append(flag)
  showFlag(caret)
  return caret
}

export function selectionOf(user: Record<string, unknown>) {
  const { enamel: colour } = readUser(user)
  return { nodeName: 'span', class: css.selection ?? '', 'data-enamel': colour }
}

const fading = new WeakMap<HTMLElement, ReturnType<typeof setTimeout>>()

function showFlag(caret: HTMLElement): void {
  clearTimeout(fading.get(caret))
  caret.dataset.fresh = ''
  fading.set(
    caret,
    setTimeout(() => delete caret.dataset.fresh, FLAG_MS),
  )
}

/** Shows a cursor's flag again whenever that cursor moves. */
export function watchCarets(awareness: Awareness): Disposer {
  const onChange = ({ updated }: { updated: number[] }) => {
    for (const client of updated) {
      const carets = document.querySelectorAll<HTMLElement>(`[data-client="${client}"]`)
      for (const caret of carets) showFlag(caret)
    }
  }
  awareness.on('change', onChange)
  return () => awareness.off('change', onChange)
}
