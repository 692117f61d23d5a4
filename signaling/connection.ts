import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import { parseRelayRequest, type RelayRequest } from '../src-core/sync/relayProtocol.ts'
import type { AddressUse } from './addressBook.ts'
import type { RelayLimits } from './limits.ts'
import type { Subscriber } from './subscriber.ts'
import { TokenBucket } from './tokenBucket.ts'
import type { Topic } from './topic.ts'

/** What a connection needs from the relay around it. */
export interface ConnectionContext {
  readonly limits: RelayLimits
  /** ms, monotonic. */
  now(): number
  subscribe(connection: Connection, topic: string): Topic
  unsubscribe(connection: Connection, topic: Topic): void
  publish(topic: string, data: unknown): boolean
  pong(connection: Connection): void
  onMalformed(): void
  onExpelled(reason: ExpulsionReason): void
  onClosed(connection: Connection): void
}

export type ExpulsionReason = 'sent' | 'unread'

const POLICY_VIOLATION = 1008
const UNSUPPORTED_DATA = 1003
/** A client that is this far in debt is not bursting, it is flooding. */
const LONGEST_PAUSE_MS = 60_000

/** One client's WebSocket: reads its frames, keeps its quotas, knows its topics. */
export class Connection implements Subscriber {
  readonly socket: Duplex
  outbox: Buffer[] = []
  owesPong = false
  /** Whether anything came since the last look of the heartbeat. */
  isAlive = true
  readonly #ws: WebSocket
  readonly #use: AddressUse
  readonly #context: ConnectionContext
  readonly #topics = new Map<string, Topic>()
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
    ws.on('message', (data, isBinary) => this.#handleMessage(data as Buffer, isBinary))
    ws.on('ping', (data) => this.#charge(data.length))
    ws.on('pong', () => {
      this.isAlive = true
    })
    ws.on('close', () => this.#handleClose())
    // `ws` reports a broken frame as an error and closes by itself; unheard it would end the process.
    ws.on('error', () => {})
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

  #handleMessage(data: Buffer, isBinary: boolean): void {
    if (this.#ws.readyState !== WebSocket.OPEN) return
    this.isAlive = true
    this.#charge(data.length)
    if (isBinary) {
      this.#expel(UNSUPPORTED_DATA, 'text frames only')
      return
    }
    const request = parseRelayRequest(data.toString('utf8'))
    if (request.ok) this.#handleRequest(request.value)
    else if (request.error !== 'unknown-type') this.#handleMalformed()
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
        for (const name of request.topics) this.#unsubscribe(name)
        break
      case 'ping':
        this.#context.pong(this)
        break
    }
  }

  #subscribe(name: string): boolean {
    if (this.#topics.has(name)) return true
    const { subscriptionsPerSocket, subscriptionsPerAddress } = this.#context.limits
    if (
      this.#topics.size >= subscriptionsPerSocket ||
      this.#use.subscriptions >= subscriptionsPerAddress
    ) {
      this.#expel(POLICY_VIOLATION, 'too many topics')
      return false
    }
    this.#topics.set(name, this.#context.subscribe(this, name))
    this.#use.subscriptions++
    return true
  }

  #unsubscribe(name: string): void {
    const topic = this.#topics.get(name)
    if (!topic) return
    this.#topics.delete(name)
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

  #handleClose(): void {
    clearTimeout(this.#resume)
    for (const name of [...this.#topics.keys()]) this.#unsubscribe(name)
    this.#use.connections--
    this.#context.onClosed(this)
  }
}
