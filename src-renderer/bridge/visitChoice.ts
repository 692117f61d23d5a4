import type { KeptDoor } from '../../src-core/bridge/keptDoor.ts'
import type { VisitChoice } from '../state/visitChoice.ts'

const KEY = 'foyer.choice'

/** Where a tab remembers for a reload which visit it was opened for; none where it may remember nothing. */
export type ChoiceShelf =
  | {
      getItem(key: string): string | null
      setItem(key: string, value: string): void
    }
  | undefined

/** The end of a visit: the next one is asked for. */
export function forgetVisitChoice(shelf: { removeItem(key: string): void } | undefined): void {
  try {
    shelf?.removeItem(KEY)
  } catch {
    // A shelf that may not be touched holds nothing.
  }
}

/**
 * The page's side. What was asked before anybody listened is told then; a tab that was asked before answers by
 * itself for as long as that visit is kept.
 */
export function createVisitChoice(port: MessagePort, shelf: ChoiceShelf): VisitChoice {
  const choose = ({ name }: KeptDoor) => {
    remember(shelf, name)
    port.postMessage(name)
  }
  return {
    onAsked(listener) {
      port.onmessage = ({ data }) => {
        const doors = data as readonly KeptDoor[]
        const before = remembered(shelf)
        const again = doors.find(({ name }) => name === before)
        if (again) choose(again)
        else listener(doors)
      }
      return () => {
        port.onmessage = null
      }
    },
    choose,
  }
}

function remembered(shelf: ChoiceShelf): string | null {
  try {
    return shelf?.getItem(KEY) ?? null
  } catch {
    return null
  }
}

function remember(shelf: ChoiceShelf, name: string): void {
  try {
    shelf?.setItem(KEY, name)
  } catch {
    // It is asked again after a reload.
  }
}

/** The host's side: the name of the visit that was chosen. */
export function askWhichVisit(port: MessagePort, doors: readonly KeptDoor[]): Promise<string> {
  return new Promise((resolve) => {
    port.onmessage = ({ data }) => resolve(data as string)
    port.postMessage(doors)
  })
}
