import type { Page } from '@playwright/test'
import type { Stage } from './people.ts'
import { servePage } from './servePage.ts'

export interface BareChannel {
  /** Ms for so many bytes from one browser process to the other. */
  time(bytes: number): Promise<number>
}

/** A raw data channel between two browser processes of its own. */
export async function openBareChannel(stage: Stage): Promise<BareChannel> {
  const served = await servePage('bareChannel')
  const open = async () => (await stage.visitor(served.url)).page
  const [from, to]: [Page, Page] = [await open(), await open()]
  served.close()
  const offer = await from.evaluate(() => window.bareChannel.offer())
  const answer = await to.evaluate((sdp) => window.bareChannel.answer(sdp), offer)
  await from.evaluate((sdp) => window.bareChannel.accept(sdp), answer)
  return {
    async time(bytes) {
      const received = to.evaluate((count) => window.bareChannel.received(count), bytes)
      const began = await from.evaluate(async (count) => {
        const now = performance.timeOrigin + performance.now()
        await window.bareChannel.send(count)
        return now
      }, bytes)
      return (await received) - began
    },
  }
}
