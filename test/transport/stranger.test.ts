import { describe, expect, it } from 'vitest'
import type { LinkSignal, TransportLink } from '../../src-core/ports/index.ts'
import { endSide, join, open, opening, record, type Side, startSide, until } from './sides.ts'

/** Eve's own WebRTC code, without any of ours; offers to the link and sends what she likes. */
async function attack(side: Side, link: TransportLink, message: 'text' | 'long') {
  const page = await (await side.browser.browser.newContext()).newPage()
  await page.goto(`${side.host.url}blank`)
  const offer = await page.evaluate(async () => {
    const connection = new RTCPeerConnection()
    const channels = [0, 1].map((id) => connection.createDataChannel('x', { negotiated: true, id }))
    Object.assign(window, { connection, channels })
    await connection.setLocalDescription()
    while (connection.iceGatheringState !== 'complete')
      await new Promise((resolve) => setTimeout(resolve, 10))
    return connection.localDescription?.sdp ?? ''
  })
  link.onSignal((signal) => void page.evaluate(hear, signal))
  link.receiveSignal({ type: 'description', kind: 'offer', sdp: offer })
  await opening(link)
  await page.evaluate((kind) => {
    const { channels } = window as unknown as { channels: RTCDataChannel[] }
    if (kind === 'text') channels[0]?.send('hello')
    else channels[0]?.send(new Uint8Array(65_537))
  }, message)
  return page
}

/** Runs in Eve's page. */
async function hear(signal: LinkSignal): Promise<void> {
  const { connection } = window as unknown as { connection: RTCPeerConnection }
  if (signal.type === 'description')
    await connection.setRemoteDescription({ type: signal.kind, sdp: signal.sdp })
  else if (connection.remoteDescription) await connection.addIceCandidate(signal)
}

describe('a stranger on the other side', () => {
  it.each(['text', 'long'] as const)(
    'who sends a %s frame is cut off, and other links of the page are not disturbed',
    async (message) => {
      const [alice, bob] = await Promise.all([startSide(), startSide()])
      const { a, b } = await join(alice, bob)
      const link = open(bob, true)
      const closed = new Promise<string>((resolve) => link.onClose(resolve))
      await attack(alice, link, message)
      expect(await closed).toBe('the other side does not keep to the protocol')
      const seen = record(b, 'live')
      a.send('live', Uint8Array.of(1))
      await until(() => seen.bytes === 1)
      await Promise.all([endSide(alice), endSide(bob)])
    },
  )
})
