import type { Page } from '@playwright/test'
import type { HostFrame, PageFrame } from '../../../src-core/bridge/frames.ts'
import type { Port } from '../../../src-core/bridge/port.ts'

/** Ids that the page's own client never reaches. */
const firstId = 1_000_000
let count = 0

export interface HostStream {
  /** The first value so far, or from now on, that satisfies `isIt`. */
  value(isIt?: (value: unknown) => boolean): Promise<unknown>
}

/**
 * Asks the host through what the preload exposes, beside the page's own client. The host tells of a
 * link only those who listen already, so a stream is opened before that which it shall tell of.
 */
export async function openHostStream(
  page: Page,
  [namespace, method]: readonly [string, string],
): Promise<HostStream> {
  count += 1
  const id = firstId + count
  const call: PageFrame = { t: 'call', id, namespace, method, input: undefined }
  await page.evaluate((frame) => {
    const heard: HostFrame[] = []
    const { foyer } = window as unknown as { foyer: Port }
    foyer.onMessage((message) => {
      if ((message as HostFrame).id === frame.id) heard.push(message as HostFrame)
    })
    Object.assign(window, { [`heard${frame.id}`]: heard })
    foyer.send(frame)
  }, call)
  const read = async (): Promise<unknown[]> => {
    const heard = await page.evaluate((name) => Reflect.get(window, name), `heard${id}`)
    const frames = (heard ?? []) as HostFrame[]
    return frames.flatMap((frame) => ('value' in frame ? [frame.value] : []))
  }
  return {
    async value(isIt = () => true) {
      const deadline = Date.now() + 60_000
      while (Date.now() < deadline) {
        const values = (await read()).filter(isIt)
        if (values.length > 0) return values[0]
        await page.waitForTimeout(50)
      }
      throw new Error(`The host did not answer ${namespace}.${method}.`)
    },
  }
}

/** The first value of a stream, or the answer to a query. */
export async function askHost(page: Page, what: readonly [string, string]): Promise<unknown> {
  return (await openHostStream(page, what)).value()
}

export interface LinkListener {
  hears(link: string): Promise<unknown>
}

/** Listens to the links that the operating system hands over. */
export async function listenForLinks(page: Page): Promise<LinkListener> {
  const stream = await openHostStream(page, ['app', 'incomingLinks'])
  return { hears: (link) => stream.value((value) => (value as { link: string }).link === link) }
}
