import { expect, test } from 'vitest'
import { createEmitter } from '../base/emitter.ts'
import type { LinkId } from '../base/ids.ts'
import type {
  LinkOpened,
  LinkOptions,
  LinkRoute,
  Transport,
  TransportLink,
} from '../ports/index.ts'
import { createIceTransport } from './iceTransport.ts'

/** A transport that notes what it is asked for; links open when told. */
function createNotingTransport() {
  const asked: LinkOptions[] = []
  const closed: string[] = []
  const openings: ((route: LinkRoute) => void)[] = []
  const transport: Transport = {
    available: true,
    onAvailable: () => () => {},
    open(options) {
      asked.push(options)
      const opened = createEmitter<LinkOpened>()
      const ended = createEmitter<string>()
      openings.push((route) => opened.emit({ remoteCertificate: null, route }))
      const link: TransportLink = {
        id: `link ${asked.length}` as LinkId,
        receiveSignal() {},
        onSignal: () => () => {},
        onOpen: opened.on,
        send: () => true,
        onDrain: () => () => {},
        onFrame: () => () => {},
        onClose: ended.on,
        close(reason) {
          closed.push(reason)
          ended.emit(reason)
        },
      }
      return link
    },
  }
  return {
    transport,
    asked,
    closed,
    open: (index: number, route: LinkRoute) => openings[index]?.(route),
  }
}

const turn = { urls: ['turn:turn.example'], username: 'u', credential: 'c' }
const options = { polite: true, iceServers: [], relayOnly: false }

test('every link uses the servers that the relays offer when it is made', () => {
  const { transport, asked } = createNotingTransport()
  let iceServers = [turn]
  const ice = createIceTransport(transport, () => ({ iceServers, relayOnly: false }))
  ice.open(options)
  iceServers = []
  ice.open(options)
  expect(asked).toEqual([
    { polite: true, iceServers: [turn], relayOnly: false },
    { polite: true, iceServers: [], relayOnly: false },
  ])
})

test('who hides the own address gets links over a TURN server only, and the direct ones end', () => {
  const { transport, asked, closed, open } = createNotingTransport()
  let relayOnly = false
  const ice = createIceTransport(transport, () => ({ iceServers: [turn], relayOnly }))
  ice.open(options)
  ice.open(options)
  open(0, 'direct')
  open(1, 'relayed')
  ice.recheck()
  expect(closed).toEqual([])
  relayOnly = true
  ice.recheck()
  expect(closed).toHaveLength(1)
  ice.open(options)
  expect(asked.at(-1)?.relayOnly).toBe(true)
  ice.recheck()
  expect(closed).toHaveLength(1)
})

test('a link that is still being made when the address is hidden ends too', () => {
  const { transport, closed } = createNotingTransport()
  let relayOnly = false
  const ice = createIceTransport(transport, () => ({ iceServers: [], relayOnly }))
  ice.open(options)
  relayOnly = true
  ice.recheck()
  expect(closed).toHaveLength(1)
})
