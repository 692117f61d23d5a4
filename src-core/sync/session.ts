import { createDisposerStore, type Disposer } from '../base/disposer.ts'
import { createEmitter } from '../base/emitter.ts'
import { createChunkRequests } from './chunkRequests.ts'
import { createEnvelopeInbox } from './envelopeInbox.ts'
import { createFetcher } from './fetcher.ts'
import { createFrontierTeller } from './frontierTeller.ts'
import { type GossipMember, gossipOf } from './gossip.ts'
import { inBatches } from './inBatches.ts'
import { FRONTIERS_EVERY_MS, LIVE_BURST, LIVE_PER_SECOND, MAX_PRESENCE_BYTES } from './limits.ts'
import { createLogExchange, toldHeads } from './logExchange.ts'
import {
  decodeMessage,
  encodeMessage,
  MAX_CARDS,
  MAX_OWN,
  SESSION_PROTOCOL,
  type SessionMessage,
} from './messages.ts'
import { createRateCap } from './rateCap.ts'
import { createServer } from './server.ts'
import type { SessionContext } from './sessionContext.ts'
import type { Session, SessionOptions } from './sessionTypes.ts'

/** The peer that brought envelopes hears soon that they are accepted, the others a little later. */
const WORD_TO_SENDER_MS = 40
const WORD_TO_OTHERS_MS = 1_000
/** Messages of a peer that the log does not know yet; it may be about to. */
const MAX_DEFERRED = 32
const PRESENCE_PER_SECOND = 30
const PRESENCE_BURST = 60
/** Larger ones, segments mostly, do not stand in the way of keystrokes. */
const MAX_LIVE_BYTES = 32 * 1024
/** A peer that goes on far above the cap is ended: refusals in a row without a taken message. */
const MAX_REFUSED = 2_000
/** The last messages of both sides are on their way for so long before the link is closed. */
const LAST_WORDS_MS = 1_500
/** Of whoever was told of its removal: the log it told before, and what it says to that. */
const MAX_ANSWERS = 3

const REMOVED = 'removed'

const MAX_BEHIND_BYTES = 64 * 1024 * 1024

/** Messages that wait, in their order; false: too much. */
function createBacklog() {
  const messages: Uint8Array[] = []
  let size = 0
  return {
    messages,
    put(message: Uint8Array): boolean {
      messages.push(message)
      size += message.length
      return size <= MAX_BEHIND_BYTES
    },
  }
}
type Backlog = ReturnType<typeof createBacklog>

/** Begins at once with a hello. The link must be authenticated; it is closed with the session. */
export function createSession(options: SessionOptions): Session {
  const { link, replica, clock } = options
  const gossip = gossipOf(replica, clock)
  const disposers = createDisposerStore()
  const greetings = createEmitter<void>()
  const deferred: SessionMessage[] = []
  const mayPush = createRateCap(clock, LIVE_PER_SECOND * 0.9, LIVE_BURST * 0.9)
  const mayReceive = createRateCap(clock, LIVE_PER_SECOND, LIVE_BURST)
  const mayBePresent = createRateCap(clock, PRESENCE_PER_SECOND, PRESENCE_BURST)
  let greeted = false
  let introduced = false
  let refused = 0
  let ended = false
  /** What comes while a long log is taken in, on which it may build. */
  let behind: Backlog | undefined

  const context: SessionContext = {
    link,
    replica,
    clock,
    gossip,
    say(lane, message) {
      if (!ended) link.send(lane, encodeMessage(message))
    },
    isTrusted: () => greeted && replica.isMember(link.device),
  }
  const { say, isTrusted } = context

  const member: GossipMember = {
    device: link.device,
    plan: () => fetcher.plan(),
    frontiersGrew: (soon) => teller.within(soon ? WORD_TO_SENDER_MS : WORD_TO_OTHERS_MS),
    logGrew: () => announceLog(),
  }
  const inbox = createEnvelopeInbox(context)
  const fetcher = createFetcher(context, member, inbox)
  const teller = createFrontierTeller(context)
  const log = createLogExchange(context)
  const server = createServer(context)
  const chunks = createChunkRequests(context)

  const end = (reason: string) => {
    if (ended) return
    ended = true
    disposers.dispose()
    greetings.clear()
    link.close(reason)
  }

  const fallSilent = () => {
    ended = true
    disposers.dispose()
    greetings.clear()
    clock.after(LAST_WORDS_MS, () => link.close(REMOVED))
  }

  /** Rule 22: whoever was removed hears so and nothing more, and may say why that is not so. */
  const part = (): boolean => {
    const words = replica.lastWords?.(link.device, log.theirs)
    if (!words) return false
    say('live', { type: 'logEntries', ...words })
    say('live', { type: 'bye', reason: REMOVED })
    fallSilent()
    let answers = 0
    const stop = link.onMessage((_, bytes) => {
      const received = decodeMessage(bytes)
      if (received.type !== 'known' || received.message.type !== 'logEntries') return
      if (++answers === MAX_ANSWERS) stop()
      replica.receiveLastWords?.(received.message.entries, link.device)
    })
    return true
  }

  function sayCards() {
    for (const cards of inBatches(replica.cards(), MAX_CARDS)) say('live', { type: 'cards', cards })
  }

  /** Once the peer is known: what this device holds, and whose names it knows. */
  const introduce = () => {
    if (introduced || !isTrusted()) return
    introduced = true
    teller.now()
    sayCards()
    for (const [first, second] of replica.proofs()) say('bulk', { type: 'proof', first, second })
    for (const message of deferred.splice(0)) handleTrusted(message)
    fetcher.plan()
    chunks.plan()
  }

  const announceLog = () => {
    if (ended || !greeted || part()) return
    introduce()
    if (isTrusted()) log.announce()
    fetcher.plan()
  }

  const heardHello = (message: SessionMessage & { type: 'hello' }) => {
    if (greeted || message.protocol !== SESSION_PROTOCOL) return end('another protocol')
    greeted = true
    log.heard(message.logHeads)
    if (part()) return
    introduce()
    greetings.emit()
  }

  const tooMuch = () => {
    if (++refused > MAX_REFUSED) end('flooding')
  }

  const receivePush = (batch: readonly Uint8Array[]) => {
    // Dropped, and asked for once the peer tells its frontiers.
    if (!mayReceive.take(batch.length)) return tooMuch()
    refused = 0
    inbox.put(batch, () => gossip.accepted(member, true))
  }

  const receivePresence = (bytes: Uint8Array) => {
    if (mayBePresent.take(1)) replica.receivePresence(link.device, bytes)
    else tooMuch()
  }

  const handleTrusted = (message: SessionMessage) => {
    switch (message.type) {
      case 'frontiers':
        fetcher.heard(message.heads)
        return replica.peerFrontiers(link.device, fetcher.all, message.now)
      case 'wantLog':
        return log.answer(message.logHeads)
      case 'want':
        return server.want(message)
      case 'envelopes':
        if (message.id === 0) return receivePush(message.batch)
        if (!fetcher.receive(message.id, message.batch, message.last !== 0)) tooMuch()
        return
      case 'snapshots':
        if (!fetcher.isWaiting || !inbox.put(message.batch, () => {})) tooMuch()
        return
      case 'cards':
        return replica.receiveCards(message.cards, link.device)
      case 'wantChunks':
        return server.wantChunks(message.hashes)
      case 'chunk':
        if (!chunks.received(message.hash, message.bytes)) end('another chunk')
        return
      case 'chunkMissing':
        return chunks.missing(message.hash)
      case 'wantVersions':
        return server.wantVersions(message.ids)
      case 'version':
        return replica.receiveVersion?.(message.id, message, link.device)
      case 'versionMissing':
        return replica.versionMissing?.(message.id, link.device)
      case 'presence':
        return receivePresence(message.bytes)
      case 'own':
        return replica.receiveOwn?.(link.device, message.bytes)
      case 'group':
        return replica.receiveGroup?.(link.device, message.bytes)
      case 'proof':
        if (!mayReceive.take(2)) return tooMuch()
        return replica.receiveProof(message.first, message.second, link.device)
    }
  }

  const handle = (message: SessionMessage) => {
    if (message.type === 'hello') return heardHello(message)
    // What speaks against a removal is on its way to whoever told of it.
    if (message.type === 'bye' && message.reason === REMOVED) return fallSilent()
    if (message.type === 'bye') return end(`the other side left: ${message.reason}`)
    if (!greeted) return end('no hello')
    if (message.type === 'logEntries') return receiveLog(message)
    if (isTrusted()) return handleTrusted(message)
    if (message.type !== 'presence' && deferred.length < MAX_DEFERRED) deferred.push(message)
  }

  const receiveLog = ({ logHeads, entries }: SessionMessage & { type: 'logEntries' }) => {
    const taken = log.receive(logHeads, entries)
    if (!taken) return introduce()
    behind = createBacklog()
    void taken.then(() => {
      const messages = behind?.messages ?? []
      behind = undefined
      if (ended) return
      introduce()
      for (const message of messages) receive(message)
    })
  }

  const receive = (bytes: Uint8Array) => {
    if (ended) return
    if (behind) return behind.put(bytes) ? undefined : end('flooding')
    const received = decodeMessage(bytes)
    if (received.type === 'known') handle(received.message)
    else if (received.type === 'unknown') end('unknown message')
    else if (received.type === 'malformed') end('malformed message')
  }

  const tick = (): Disposer =>
    clock.after(FRONTIERS_EVERY_MS, () => {
      if (ended) return
      if (isTrusted()) {
        teller.now()
        log.announce()
      }
      fetcher.plan()
      chunks.tick()
      disposers.add(tick())
    })

  disposers.add(gossip.join(member))
  disposers.add(teller.stop)
  disposers.add(link.onDrain((lane) => lane === 'bulk' && server.pump()))
  disposers.add(tick())
  disposers.add(
    link.onClose((reason) => {
      end(reason)
    }),
  )
  say('live', {
    type: 'hello',
    protocol: SESSION_PROTOCOL,
    now: clock.now(),
    logHeads: toldHeads(replica),
  })
  disposers.add(link.onMessage((_, message) => receive(message)))

  return {
    device: link.device,
    get greeted() {
      return greeted
    },
    onGreeted: (listener) => greetings.on(listener),
    announceEnvelope(bytes) {
      if (ended) return
      // What is not pushed now is told with the frontiers, and asked for.
      if (!isTrusted() || !mayPush.take(1)) return teller.within(WORD_TO_SENDER_MS)
      say(bytes.length > MAX_LIVE_BYTES ? 'bulk' : 'live', {
        type: 'envelopes',
        id: 0,
        last: 1,
        batch: [bytes],
      })
    },
    announceLog,
    announceCards() {
      if (isTrusted()) sayCards()
    },
    announceProof(first, second) {
      if (isTrusted()) say('bulk', { type: 'proof', first, second })
    },
    sendOwn(bytes) {
      if (isTrusted() && bytes.length <= MAX_OWN) say('bulk', { type: 'own', bytes })
    },
    sendGroup(bytes) {
      if (isTrusted() && bytes.length <= MAX_OWN) say('bulk', { type: 'group', bytes })
    },
    sendPresence(bytes) {
      if (bytes.length > MAX_PRESENCE_BYTES) throw new RangeError('presence is too large')
      if (isTrusted()) say('live', { type: 'presence', bytes })
    },
    wantChunks: (hashes) => chunks.want(hashes),
    cancelChunks: (hashes) => chunks.cancel(hashes),
    wantVersions(ids) {
      if (isTrusted()) say('live', { type: 'wantVersions', ids })
    },
    close(reason) {
      say('live', { type: 'bye', reason: reason.slice(0, 100) })
      end(reason)
    },
  }
}
