import type { Page } from '@playwright/test'
import type { HostFrame, PageFrame } from '../../../src-core/bridge/frames.ts'
import type { Port } from '../../../src-core/bridge/port.ts'

/** Ids that the page's own client never reaches. */
const firstId = 1_000_000
let count = 0

/**
 * Speaks to the host through what the preload exposes, beside the page's own client. Resolves with
 * the first value of a stream, or the answer of a query, that satisfies `isIt`.
 */
export async function askHost(
  page: Page,
  [namespace, method]: readonly [string, string],
  isIt: (value: unknown) => boolean = () => true,
): Promise<unknown> {
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
  const deadline = Date.now() + 10_000
  while (Date.now() < deadline) {
    const heard = (await page.evaluate((name) => Reflect.get(window, name), `heard${id}`)) as
      | HostFrame[]
      | undefined
    const values = (heard ?? []).flatMap((frame) => ('value' in frame ? [frame.value] : []))
    if (values.some(isIt)) return values.find(isIt)
    await page.waitForTimeout(50)
  }
  throw new Error(`The host did not answer ${namespace}.${method}.`)
}
