import type { Duplex } from 'node:stream'
import { type RawData, WebSocket } from 'ws'
import { MAILBOX_VERSION } from '../src-core/sync/mailboxFrames.ts'
import {
  aboutText,
  helloText,
  iceText,
  MAX_FRAME_BYTES,
  parseRelayRequest,
  type RelayAbout,
  type RelayRequest,
} from '../src-core/sync/relayProtocol.ts'
import type { AddressUse } from './addressBook.ts'
import type { RelayLimits } from './limits.ts'
import type { Mailbox, MailboxClient } from './mailbox/createMailbox.ts'
import type { Subscriber } from './subscriber.ts'
import { encodeBinaryFrame, encodeTextFrame } from './textFrame.ts'
import { TokenBucket } from './tokenBucket.ts'
import type { Topic } from './topic.ts'
import type { OfferIce } from './turnCredentials.ts'

/** What a connection needs from the relay around it. */
export interface ConnectionContext {
  readonly limits: RelayLimits
  /** ms, monotonic. */
  now(): number
  find(topic: string): Topic | undefined
  subscribe(connection: Connection, topic: string): Topic
  unsubscribe(connection: Connection, topic: Topic): void
  /** Whether one more subscription fits into the relay. */
  hasRoom(): boolean
  publish(topic: string, data: unknown): boolean
  pong(connection: Connection): void
  send(connection: Connection, frame: Buffer): void
  readonly offerIce: OfferIce
  /** What the owner says of this relay, if anything. */
  readonly about: RelayAbout | undefined
  /** Nothing where none is kept. */
  readonly mailbox: Mailbox | undefined
  onMalformed(): void
  onExpelled(reason: ExpulsionReason): void
  onClosed(connection: Connection): void
}

export type ExpulsionReason = 'sent' | 'unread'

const POLICY_VIOLATION = 1008
const UNSUPPORTED_DATA = 1003
const MESSAGE_TOO_BIG = 1009
const TRY_AGAIN_LATER = 1013
/** A client that is this far in debt is not bursting, it is flooding. */
const LONGEST_PAUSE_MS = 60_000

/**
 * Listeners are shared by all connections and find theirs here: closures of each would make up a
 * tenth of what an idle client costs in the heap (bench/relayIdle.ts).
 */
const connectionOf = new WeakMap<WebSocket, Connection>()

function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
  connectionOf.get(this)?.handleMessage(data as Buffer, isBinary)
}
function onPing(this: WebSocket, data: Buffer): void {
  connectionOf.get(this)?.handlePing(data.length)
}
function onPong(this: WebSocket): void {
  connectionOf.get(this)?.handlePong()
}
function onClose(this: WebSocket): void {
  connectionOf.get(this)?.handleClose()
}
/** `ws` reports a broken frame as an error and closes by itself; unheard it would end the process. */
function onError(): void {}

/** One client's WebSocket: reads its frames, keeps its quotas, knows its topics. */
export class Connection implements Subscriber, MailboxClient {
  readonly socket: Duplex
  outbox: Buffer[] = []
  owesPong = false
  /** Whether anything came since the last look of the heartbeat. */
  isAlive = true
  readonly #ws: WebSocket
  readonly #use: AddressUse
  readonly #context: ConnectionContext
  readonly #topics = new Set<Topic>()
  readonly #frames: TokenBucket
  readonly #bytes: TokenBucket
  #malformed: TokenBucket | undefined
  #resume: NodeJS.Timeout | undefined

  constructor(ws: WebSocket, socket: Duplex, use: AddressUse, context: ConnectionContext) {
    this.#ws = ws
    this.socket = socket
    this.#use = use
    this.#context = context
    this.#frames = new TokenBucket(context.limits.framesPerSocket, context.now())
    this.#bytes = new TokenBucket(context.limits.bytesPerSocket, context.now())
    use.connections++
    connectionOf.set(ws, this)
    ws.on('message', onMessage)
    ws.on('ping', onPing)
    ws.on('pong', onPong)
    ws.on('close', onClose)
    ws.on('error', onError)
  }

  isOpen(): boolean {
    return this.#ws.readyState === WebSocket.OPEN && this.socket.writable
  }

  cutOff(): void {
    this.#context.onExpelled('unread')
    this.#ws.terminate()
  }

  /** Asks the client to leave, with a WebSocket close code (RFC 6455, 7.4). */
  close(code: number, reason: string): void {
    this.#ws.close(code, reason)
  }

  terminate(): void {
    this.#ws.terminate()
  }

  /** Ends a client that was silent since the last call, asks the others for a sign of life. */
  beat(): void {
    if (this.#resume !== undefined) return // it is we who are not listening
    if (!this.isAlive) {
      this.#ws.terminate()
      return
    }
    this.isAlive = false
    if (this.isOpen()) this.#ws.ping()
  }

  handleMessage(data: Buffer, isBinary: boolean): void {
    if (this.#ws.readyState !== WebSocket.OPEN) return
    this.isAlive = true
    this.#charge(data.length)
    if (isBinary) {
      this.#handleBinary(data)
      return
    }
    if (data.length > MAX_FRAME_BYTES) {
      this.#expel(MESSAGE_TOO_BIG, 'at most 64 KiB of text')
      return
    }
    const request = parseRelayRequest(data.toString('utf8'))
    if (request.ok) this.#handleRequest(request.value)
    else if (request.error !== 'unknown-type') this.#handleMalformed()
  }

  handlePing(bytes: number): void {
    this.isAlive = true
    this.#charge(bytes) // `ws` answers, and ends whoever lets its answers pile up
  }

  handlePong(): void {
    this.isAlive = true
  }

  sendBinary(frame: Uint8Array): void {
    if (this.isOpen()) this.#context.send(this, encodeBinaryFrame(frame))
  }

  #handleBinary(data: Buffer): void {
    const { mailbox } = this.#context
    if (!mailbox) this.#expel(UNSUPPORTED_DATA, 'text frames only')
    else if (!mailbox.receive(this, data)) this.#handleMalformed()
  }

  #handleRequest(request: RelayRequest): void {
    switch (request.type) {
      case 'publish':
        if (!this.#context.publish(request.topic, request.data)) this.#handleMalformed()
        break
      case 'subscribe':
        for (const name of request.topics) if (!this.#subscribe(name)) return
        break
      case 'unsubscribe':
        for (const name of request.topics) this.#unsubscribe(this.#context.find(name))
        break
      case 'ping':
        this.#context.pong(this)
        break
      case 'hello':
        this.#greet()
        break
      case 'ice':
        this.#offerIce()
        break
      case 'about':
        this.#introduce()
        break
    }
  }

  #introduce(): void {
    const { about } = this.#context
    if (about && this.isOpen()) this.#context.send(this, encodeTextFrame(aboutText(about)))
  }

  #offerIce(): void {
    const offer = this.#context.offerIce()
    if (offer && this.isOpen()) this.#context.send(this, encodeTextFrame(iceText(offer)))
  }

  #greet(): void {
    const { mailbox } = this.#context
    if (!mailbox || !this.isOpen()) return
    this.#context.send(this, encodeTextFrame(helloText(MAILBOX_VERSION, mailbox.days)))
  }

  #subscribe(name: string): boolean {
    const known = this.#context.find(name)
    if (known && this.#topics.has(known)) return true
    const { subscriptionsPerSocket, subscriptionsPerAddress } = this.#context.limits
    if (
      this.#topics.size >= subscriptionsPerSocket ||
      this.#use.subscriptions >= subscriptionsPerAddress
    ) {
      this.#expel(POLICY_VIOLATION, 'too many topics')
      return false
    }
    if (!this.#context.hasRoom()) {
      this.#expel(TRY_AGAIN_LATER, 'the relay is full')
      return false
    }
    this.#topics.add(this.#context.subscribe(this, name))
    this.#use.subscriptions++
    return true
  }

  #unsubscribe(topic: Topic | undefined): void {
    if (!topic || !this.#topics.delete(topic)) return
    this.#use.subscriptions--
    this.#context.unsubscribe(this, topic)
  }

  #handleMalformed(): void {
    const { limits, now, onMalformed } = this.#context
    onMalformed()
    this.#malformed ??= new TokenBucket(limits.malformedPerSocket, now())
    if (!this.#malformed.tryTake(1, now())) this.#expel(POLICY_VIOLATION, 'malformed frames')
  }

  /** Pays for a frame; a socket in debt is not read until it has paid. */
  #charge(bytes: number): void {
    const now = this.#context.now()
    const ownMs = Math.max(this.#frames.spend(1, now), this.#bytes.spend(bytes, now))
    const sharedMs = this.#use.frames.spend(1, now)
    if (ownMs > LONGEST_PAUSE_MS) this.#expel(POLICY_VIOLATION, 'too many frames')
    else if (ownMs > 0 || sharedMs > 0) this.#pause(Math.max(ownMs, Math.min(sharedMs, 1_000)))
  }

  #pause(waitMs: number): void {
    clearTimeout(this.#resume)
    this.#ws.pause()
    this.#resume = setTimeout(() => {
      this.#resume = undefined
      this.#ws.resume()
    }, waitMs)
  }

  #expel(code: number, reason: string): void {
    if (this.#ws.readyState !== WebSocket.OPEN) return
    this.#context.onExpelled('sent')
    this.#ws.close(code, reason)
  }

  handleClose(): void {
    clearTimeout(this.#resume)
    for (const topic of [...this.#topics]) this.#unsubscribe(topic)
    this.#use.connections--
    this.#context.onClosed(this)
  }
}
