import { inFile, type Mutation } from './mutation.ts'

const handshake = inFile('src-core/sync/handshake.ts')
const keys = inFile('src-core/sync/handshakeKeys.ts')
const records = inFile('src-core/sync/secureRecords.ts')
const sdp = inFile('src-core/sync/sdp.ts')
const pinned = inFile('src-core/sync/pinnedFingerprints.ts')
const signal = inFile('src-core/sync/signalPayload.ts')
const topics = inFile('src-core/sync/topics.ts')
const announcer = inFile('src-core/sync/announcer.ts')
const session = inFile('src-core/sync/session.ts')
const attempts = inFile('src-core/sync/attempts.ts')
const attempt = inFile('src-core/sync/linkAttempt.ts')
const log = inFile('src-core/sync/logExchange.ts')
const messages = inFile('src-core/sync/messages.ts')
const chunks = inFile('src-core/sync/chunkRequests.ts')
const sync = inFile('src-core/host/space/spaceSync.ts')
const membership = inFile('src-core/host/space/spaceMembership.ts')
const secure = inFile('src-core/sync/secureLink.ts')
const exchange = inFile('src-core/membership/exchange.ts')

const handshakeTest = 'src-core/sync/handshake.test.ts'
const signalTest = 'src-core/sync/signalPayload.test.ts'
const sessionTest = 'src-core/sync/session.test.ts'
const peeringTest = 'src-core/sync/peering.test.ts'
const clocks = 'test/adversary/clocks.test.ts'

/** How two devices meet, and what they say on a link. */
export const linkMutations: readonly Mutation[] = [
  topics(
    '17',
    'yesterday’s and tomorrow’s topics',
    ['return [today - 1, today, today + 1]', 'return [today, today, today]'],
    clocks,
    'by a day, either way',
  ),
  announcer(
    '17, 18',
    'that an announcement is repeated',
    ['    schedule(Math.round(base * (0.75 + random() / 2)))\n', ''],
    'test/adversary/hostileRelay.test.ts',
  ),
  session(
    '17, 22',
    'that only members are told',
    ['isTrusted: () => greeted && replica.isMember(link.device)', 'isTrusted: () => greeted'],
    sessionTest,
    'rule 17: tells a stranger',
  ),
  signal(
    '18',
    'the signature of a signal',
    ['if (!verify(LABEL, cut.signed, cut.signature, certificate.signKey)) return undefined', ''],
    signalTest,
    'signs with another device',
  ),
  signal(
    '18',
    'that a signal counts once',
    ['if (!received.replays.accept(from, idFromBytes<Id>(run), counter)) return undefined', ''],
    signalTest,
    'is taken once',
  ),
  signal(
    '18',
    'the topic that a signal was sealed for',
    [
      [
        'openAead(address.signalKey, payload, idToBytes(address.topic))',
        'openAead(address.signalKey, payload, new Uint8Array())',
      ],
      [
        'sealAead(signalKey, plain, idToBytes(topic), random)',
        'sealAead(signalKey, plain, new Uint8Array(), random)',
      ],
    ],
    signalTest,
    'does not open on another topic',
  ),
  signal(
    '18',
    'that a signal has one of four sizes',
    [
      'const plain = new Uint8Array(size - AEAD_OVERHEAD_BYTES)',
      'const plain = new Uint8Array(statementBytes.length + 66)',
    ],
    signalTest,
    'has one of four sizes',
  ),
  signal(
    '18, 34',
    'the day that clocks may differ by',
    ['const TOLERANCE_MS = 24 * 3_600_000', 'const TOLERANCE_MS = 0'],
    clocks,
    'by a day, either way',
  ),
  signal(
    '18',
    'that an old signal has expired',
    ['if (expiresAt < received.now - TOLERANCE_MS) return undefined', ''],
    signalTest,
    'is taken with clocks a day apart',
  ),
  handshake(
    '20',
    'that an echoed challenge ends it',
    [
      'if (equalBytes(share.ephemeral, mine.ephemeral) || equalBytes(share.nonce, mine.nonce))',
      'if (false)',
    ],
    handshakeTest,
    'its own challenge is echoed',
  ),
  keys(
    '20',
    'the fingerprints in what both sign',
    [
      ['    initiator.fingerprint,\n', ''],
      ['    responder.fingerprint,\n', ''],
    ],
    handshakeTest,
    'different DTLS fingerprints',
  ),
  keys(
    '20',
    'the pre-shared key',
    ['deriveKey(hash(shared, psk)', 'deriveKey(hash(shared)'],
    handshakeTest,
    'does not have the scope’s key',
  ),
  handshake(
    '20',
    'the signature over what both have seen',
    ["if (!verify('handshake', message, signature, certificate.signKey)) return 'signature'", ''],
    handshakeTest,
    'for a certificate that is not its device’s',
  ),
  handshake(
    '20',
    'that the certificate in a proof verifies',
    ["if (!verifyCertificate(certificate)) return 'certificate'", ''],
    handshakeTest,
    'for a certificate that is not its device’s',
  ),
  handshake(
    '20',
    'what a link is for',
    ["if (purpose !== purposes[options.purpose]) return { failed: 'purpose' }", ''],
    handshakeTest,
    'fails for another purpose',
  ),
  records(
    '20',
    'the number of a record, so that it can be repeated and left out',
    [
      ['at(lane, sent[lane]++)', 'at(lane, 0)'],
      ['at(lane, received[lane])', 'at(lane, 0)'],
    ],
    'test/adversary/links.test.ts',
    'records that the transport page',
  ),
  sdp(
    '21',
    'that a description has one fingerprint',
    ["return another === undefined ? ok(only) : err('two fingerprints')", 'return ok(only)'],
    'src-core/sync/sdp.test.ts',
    'is refused when there are two',
  ),
  pinned(
    '21',
    'that the fingerprint is pinned',
    ['return pinned[side] === found.value', 'return true'],
    'src-core/sync/sdp.test.ts',
    'is pinned',
  ),
  secure(
    '21',
    'that an ICE restart keeps the certificate',
    [
      "if (!signal || !options.acceptsSignal(signal)) return close('bad signal')",
      "if (!signal) return close('bad signal')",
    ],
    'src-core/sync/renegotiation.test.ts',
    'with another certificate',
  ),
  attempt(
    '21',
    'the certificate that the browser saw',
    [
      'if (event.remoteCertificate !== null && event.remoteCertificate !== remoteFingerprint)',
      'if (false)',
    ],
    peeringTest,
    'rule 21',
  ),
  sync(
    '17, 22',
    'that a host tells nothing to whom the log does not name',
    ['isMember: (device) => membership.isPresent(device),', 'isMember: () => true,'],
    'test/adversary/strangers.test.ts',
  ),
  sync(
    '22',
    'that a removed device is told once',
    [
      'const mayStay = membership.isPresent(deviceId) || mayBeTold(deviceId)',
      'const mayStay = true',
    ],
    'test/adversary/parted.test.ts',
  ),
  session(
    '22',
    'that a removed device may say what undoes its removal',
    ['replica.receiveLastWords?.(received.message.entries, link.device)', ''],
    'test/scenarios/removal.test.ts',
    'also when Bob was away',
  ),
  session(
    '22',
    'that it says so a few times only',
    ['if (++answers === MAX_ANSWERS) stop()', 'if (++answers === 0) stop()'],
    sessionTest,
    'rule 22: a removed device is told its end',
  ),
  membership(
    '22',
    'that it brings nothing else',
    ['if (isIn(next, deviceId)) keep(next)', 'keep(next)'],
    'src-core/host/space/spaceMembership.test.ts',
    'nothing is taken but what undoes that',
  ),
  session(
    '22',
    'that a removed device loses the link',
    ['if (ended || !greeted || part()) return', 'if (ended || !greeted) return'],
    sessionTest,
    'rule 22: a removed device is told its end',
  ),
  sync(
    '34',
    'the two minutes that nobody is told of',
    ['const MAX_CLOCK_OFFSET_MS = 120_000', 'const MAX_CLOCK_OFFSET_MS = 0'],
    clocks,
    'by less than two minutes',
  ),
  session(
    '36',
    'that a flood of pushes is dropped',
    ['if (!mayReceive.take(batch.length)) return tooMuch()', ''],
    sessionTest,
    'rule 36',
  ),
  session(
    '36',
    'that a session sends no presence above 4 KiB',
    ["if (bytes.length > MAX_PRESENCE_BYTES) throw new RangeError('presence is too large')", ''],
    sessionTest,
    'no presence above 4 KiB',
  ),
  attempts(
    '36',
    'that at most five who are not known yet come in at once',
    ['if (!replaces && unauthenticatedInbound() >= MAX_UNAUTHENTICATED_INBOUND) {', 'if (false) {'],
    peeringTest,
    'rule 36',
  ),
  log(
    '22',
    'that at most 64 heads of a log are told',
    ['logHeads().slice(0, MAX_TOLD_LOG_HEADS)', 'logHeads()'],
    sessionTest,
    'more heads than a message can name',
  ),
  log(
    '22',
    'that what is beyond them is sent once',
    ['if (at === sentAt) return', ''],
    sessionTest,
    'more heads than a message can name',
  ),
  messages(
    '22, 36',
    'that every entry which a log can have fits into a message',
    ['entries: list(bytes(MAX_ENTRY_BYTES), 10_000)', 'entries: list(bytes(65_536), 10_000)'],
    'test/adversary/mailbox.test.ts',
    'cannot stop the log',
  ),
  chunks(
    '13',
    'the hash of a chunk of a file',
    ['if (contentHash(bytes) !== hash) return false', ''],
    sessionTest,
    'ends when a chunk',
  ),
  exchange(
    '22',
    'that who was let in in vain is told so',
    ['if (inVain) return actsAgainst(state, inVain).map(({ entry }) => entry.hash)', ''],
    'test/scenarios/inVain.test.ts',
    'hears of it from whoever it meets',
  ),
]
