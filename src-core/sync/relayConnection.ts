import type { Disposer } from '../base/disposer.ts'
import type { Clock, OpenRelaySocket, Random, RelaySocket, RelayStatus } from '../ports/index.ts'
import { MAILBOX_VERSION } from './mailboxFrames.ts'
import { backoffMs } from './relayBackoff.ts'
import {
  type IceOffer,
  MAX_RELAYED_BYTES,
  parseRelayMessage,
  type RelayAbout,
  type RelayMessage,
  type RelayRequest,
  writeRelayRequest,
} from './relayProtocol.ts'
import { createRelayQueue } from './relayQueue.ts'

export interface RelayConnectionOptions {
  readonly url: string
  readonly openSocket: OpenRelaySocket
  readonly clock: Clock
  readonly random: Random
  /** What to listen to whenever a connection opens. */
  readonly topics: () => Iterable<string>
  readonly onPublish: (topic: string, data: unknown) => void
  readonly onStatus: () => void
  /** What its owner says of it. */
  readonly onAbout: (about: RelayAbout) => void
  /** How many ms later to ask again. */
  readonly onIce: (offer: IceOffer) => number
  /** The relay keeps a mailbox, for so many days; null: it has gone. */
  readonly onMailbox: (days: number | null) => void
  readonly onBinary: (bytes: Uint8Array) => void
}

/** One relay, for as long as it is configured: connects, keeps alive, comes back. */
export interface RelayConnection {
  readonly status: RelayStatus
  subscribe(topics: readonly string[]): void
  unsubscribe(topics: readonly string[]): void
  /** Sends now, or when the relay is there, or never (relayQueue.ts). */
  publish(text: string): void
  /** False when the relay is not there. */
  sendBinary(bytes: Uint8Array<ArrayBuffer>): boolean
  close(): void
}

const OPEN_WITHIN_MS = 10_000
const PING_EVERY_MS = 15_000
const PONG_WITHIN_MS = 10_000
/** The clock is looked at this often; a jump of more than thrice that means that the device slept. */
const TICK_MS = 5_000
/** After sleep the other side has often long gone without our having been told. */
const PONG_AFTER_SLEEP_MS = 3_000
const MAX_UNSENT_BYTES = 1024 * 1024
const MAX_GARBAGE = 20
/** Topics of 43 characters: about 46 KiB a frame. */
const TOPICS_PER_FRAME = 1_000

/**
 * A relay counts as online from its first pong on: anything may accept a socket. Failures in a row
 * lengthen the pause before the next attempt, and only a pong ends the row.
 */
export function createRelayConnection(options: RelayConnectionOptions): RelayConnection {
  const { url, openSocket, clock, random } = options
  const queue = createRelayQueue(clock.now)
  let status: RelayStatus = 'offline'
  let socket: RelaySocket | undefined
  let isOpen = false
  let keepsMailbox = false
  let failures = 0
  let garbage = 0
  let nextPingAt = 0
  let nextIceAt = Number.POSITIVE_INFINITY
  let isClosed = false
  let tickedAt = clock.now()
  let cancelRetry: Disposer = () => {}
  let cancelDeadline: Disposer = () => {}
  let cancelTick: Disposer = () => {}

  const setStatus = (next: RelayStatus) => {
    if (status === next) return
    status = next
    options.onStatus()
  }

  const send = (request: RelayRequest) => socket?.send(writeRelayRequest(request))

  const expectWithin = (ms: number) => {
    cancelDeadline()
    cancelDeadline = clock.after(ms, fail)
  }

  const connect = () => {
    cancelRetry()
    cancelRetry = () => {}
    garbage = 0
    setStatus('connecting')
    expectWithin(OPEN_WITHIN_MS)
    // Events of a socket that was given up must not be taken for those of its successor.
    const isCurrent = () => !isClosed && socket === opened
    let opened: RelaySocket | undefined
    try {
      opened = openSocket(url, {
        onOpen: () => isCurrent() && handleOpen(),
        onText: (text) => isCurrent() && handleText(text),
        onBinary: (bytes) => isCurrent() && keepsMailbox && options.onBinary(bytes),
        onClose: () => isCurrent() && fail(),
      })
      socket = opened
    } catch {
      fail()
    }
  }

  const fail = () => {
    dropSocket()
    failures++
    cancelRetry = clock.after(backoffMs(failures, random), connect)
    setStatus('offline')
  }

  const dropSocket = () => {
    cancelDeadline()
    const old = socket
    socket = undefined
    isOpen = false
    if (keepsMailbox) {
      keepsMailbox = false
      options.onMailbox(null)
    }
    old?.close()
  }

  const handleOpen = () => {
    const topics = [...options.topics()] // first, so that no change of this turn goes out twice
    isOpen = true
    subscribe(topics)
    askForIce()
    send({ type: 'about' })
    for (const text of queue.drain()) socket?.send(text)
    send({ type: 'hello' })
    ping(PONG_WITHIN_MS)
  }

  const askForIce = () => {
    nextIceAt = Number.POSITIVE_INFINITY // a relay that knows of none does not answer
    send({ type: 'ice' })
  }

  const ping = (withinMs: number) => {
    send({ type: 'ping' })
    nextPingAt = clock.now() + PING_EVERY_MS
    expectWithin(withinMs)
  }

  const handleText = (text: string) => {
    const parsed = text.length > MAX_RELAYED_BYTES ? undefined : parseRelayMessage(text)
    if (parsed?.ok) handleMessage(parsed.value)
    else if (parsed?.error !== 'unknown-type' && ++garbage > MAX_GARBAGE) fail()
  }

  const handleMessage = (message: RelayMessage) => {
    if (message.type === 'publish') {
      options.onPublish(message.topic, message.data)
      return
    }
    if (message.type === 'hello') {
      if (message.mailbox !== MAILBOX_VERSION || keepsMailbox) return
      keepsMailbox = true
      options.onMailbox(message.days)
      return
    }
    if (message.type === 'about') {
      options.onAbout(message)
      return
    }
    if (message.type === 'ice') {
      nextIceAt = clock.now() + options.onIce(message)
      return
    }
    cancelDeadline()
    if (garbage === 0) failures = 0
    setStatus('online')
  }

  const inFrames = (topics: readonly string[], type: 'subscribe' | 'unsubscribe') => {
    if (!isOpen) return
    for (let from = 0; from < topics.length; from += TOPICS_PER_FRAME) {
      send({ type, topics: topics.slice(from, from + TOPICS_PER_FRAME) })
    }
  }
  const subscribe = (topics: readonly string[]) => inFrames(topics, 'subscribe')

  const tick = () => {
    const now = clock.now()
    const hasSlept = now - tickedAt > 3 * TICK_MS
    if (now < tickedAt) nextPingAt = now // the clock was put back
    tickedAt = now
    cancelTick = clock.after(TICK_MS, tick)
    if (isOpen && now >= nextIceAt) askForIce()
    if (hasSlept) wakeUp()
    else if (isOpen && now >= nextPingAt) ping(PONG_WITHIN_MS)
  }

  const wakeUp = () => {
    failures = 0
    if (isOpen) ping(PONG_AFTER_SLEEP_MS)
    else {
      dropSocket()
      connect()
    }
  }

  cancelTick = clock.after(TICK_MS, tick)
  connect()

  return {
    get status() {
      return status
    },
    subscribe,
    unsubscribe: (topics) => inFrames(topics, 'unsubscribe'),
    publish(text) {
      if (!isOpen || !socket) queue.push(text)
      else if (socket.bufferedBytes() < MAX_UNSENT_BYTES) socket.send(text)
    },
    sendBinary(bytes) {
      if (!isOpen || !socket) return false
      socket.send(bytes)
      return true
    },
    close() {
      isClosed = true
      cancelRetry()
      cancelTick()
      dropSocket()
    },
  }
}
