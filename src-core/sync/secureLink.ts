import { discard } from '../base/bytes.ts'
import { encode, tryDecode } from '../base/codec.ts'
import { createDisposerStore } from '../base/disposer.ts'
import { createEmitter } from '../base/emitter.ts'
import type { Clock, Lane, LinkRoute, LinkSignal, Random, TransportLink } from '../ports/index.ts'
import { createFrameReader, createFrameWriter } from './framing.ts'
import type { HandshakeDone } from './handshake.ts'
import { createHeartbeat } from './heartbeat.ts'
import { MAX_MESSAGE_BYTES } from './limits.ts'
import { linkSignal } from './linkSignalCodec.ts'
import type { LinkPurpose, SecureLink } from './peeringTypes.ts'
import { createRecordSealer, type LinkRecord } from './secureRecords.ts'

export interface SecureLinkOptions {
  readonly link: TransportLink
  readonly handshake: HandshakeDone
  readonly initiator: boolean
  readonly purpose: LinkPurpose
  readonly route: LinkRoute
  readonly clock: Clock
  readonly random: Random
  /** Rule 21 for a signal that came inside the link; false closes the link. */
  acceptsSignal(signal: LinkSignal): boolean
}

/** The peering's side of a link: it also feeds frames and local signals in. */
export interface OwnedLink {
  readonly secure: SecureLink
  receiveFrame(lane: Lane, frame: Uint8Array): void
  /** Renegotiation travels inside the link only (rule 21). */
  sendSignal(signal: LinkSignal): void
}

const INTERACTIVE_MS = 250
const MAX_UNREAD_BYTES = 2 * MAX_MESSAGE_BYTES

/** Everything after the handshake: sealed records, framed, with a heartbeat. */
export function createSecureLink(options: SecureLinkOptions): OwnedLink {
  const { link, handshake, clock } = options
  const records = createRecordSealer(handshake.keys, options.random)
  const reader = createFrameReader()
  const messages = createEmitter<readonly [Lane, Uint8Array]>()
  const drains = createEmitter<Lane>()
  const closed = createEmitter<string>()
  const disposers = createDisposerStore()
  const unread: (readonly [Lane, Uint8Array])[] = []
  let unreadBytes = 0
  let listeners = 0
  let closeReason: string | undefined
  let lastLiveAt = Number.NEGATIVE_INFINITY

  const writer = createFrameWriter({
    sendFrame: (lane, frame) => link.send(lane, frame),
    onEmpty: (lane) => drains.emit(lane),
    isInteractive: () => Math.abs(clock.now() - lastLiveAt) < INTERACTIVE_MS,
  })

  const finish = (reason: string) => {
    if (closeReason !== undefined) return
    closeReason = reason
    disposers.dispose()
    closed.emit(reason)
    for (const emitter of [messages, drains, closed]) emitter.clear()
  }
  const close = (reason: string) => {
    if (closeReason !== undefined) return
    link.close(reason)
    finish(reason)
  }

  const sendRecord = (lane: Lane, type: LinkRecord['type'], payload: Uint8Array) => {
    if (closeReason !== undefined) return
    writer.send(lane, records.seal(lane, type, payload))
  }

  const heartbeat = createHeartbeat(clock, {
    ping: () => sendRecord('live', 'ping', new Uint8Array()),
    dead: () => close('silent'),
  })
  disposers.add(heartbeat.stop)
  disposers.add(link.onDrain((lane) => writer.drained(lane)))
  disposers.add(link.onClose(finish))

  const deliver = (lane: Lane, message: Uint8Array) => {
    if (listeners > 0) return messages.emit([lane, message])
    unread.push([lane, message])
    unreadBytes += message.length
    if (unreadBytes > MAX_UNREAD_BYTES) close('nobody reads')
  }

  const receiveSignal = (payload: Uint8Array) => {
    const signal = tryDecode(linkSignal, payload)
    if (!signal || !options.acceptsSignal(signal)) return close('bad signal')
    link.receiveSignal(signal)
  }

  const handleRecord = (lane: Lane, record: LinkRecord) => {
    if (record.type === 'message') deliver(lane, record.payload)
    else if (record.type === 'ping') sendRecord('live', 'pong', new Uint8Array())
    else if (record.type === 'signal') receiveSignal(record.payload)
  }

  const secure: SecureLink = {
    device: handshake.peer.deviceId,
    user: handshake.peer.userId,
    certificate: handshake.peer,
    purpose: options.purpose,
    transcript: handshake.transcript,
    initiator: options.initiator,
    route: options.route,
    send(lane, message) {
      if (lane === 'live') lastLiveAt = clock.now()
      sendRecord(lane, 'message', message)
    },
    waiting: (lane) => writer.waiting(lane),
    onDrain: (listener) => drains.on(listener),
    onMessage(listener) {
      const stop = messages.on(([lane, message]) => listener(lane, message))
      listeners++
      const kept = unread.splice(0)
      unreadBytes = 0
      for (const [lane, message] of kept) listener(lane, message)
      let listening = true
      return () => {
        if (listening) listeners--
        listening = false
        stop()
      }
    },
    onClose(listener) {
      if (closeReason === undefined) return closed.on(listener)
      listener(closeReason)
      return () => {}
    },
    close,
  }

  return {
    secure,
    receiveFrame(lane, frame) {
      if (closeReason !== undefined) return
      heartbeat.heard()
      const message = reader.receive(lane, frame)
      if (message === undefined) return
      const record = message && records.open(lane, message)
      if (message) discard(message)
      if (!record) return close('malformed')
      handleRecord(lane, record)
    },
    sendSignal: (signal) => sendRecord('live', 'signal', encode(linkSignal, signal)),
  }
}
