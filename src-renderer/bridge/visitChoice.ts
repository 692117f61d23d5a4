import type { KeptDoor } from '../../src-core/bridge/keptDoor.ts'
import type { VisitChoice } from '../state/visitChoice.ts'

/** The page's side. What was asked before anybody listened is told then. */
export function createVisitChoice(port: MessagePort): VisitChoice {
  return {
    onAsked(listener) {
      port.onmessage = ({ data }) => listener(data as readonly KeptDoor[])
      return () => {
        port.onmessage = null
      }
    },
    choose: ({ name }) => port.postMessage(name),
  }
}

/** The host's side: the name of the visit that was chosen. */
export function askWhichVisit(port: MessagePort, doors: readonly KeptDoor[]): Promise<string> {
  return new Promise((resolve) => {
    port.onmessage = ({ data }) => resolve(data as string)
    port.postMessage(doors)
  })
}
