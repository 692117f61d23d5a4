import { inFile, type Mutation } from './mutation.ts'

const judge = inFile('src-core/host/space/judgeEnvelope.ts')
const envelope = inFile('src-core/sync/envelope.ts')
const check = inFile('src-core/documents/validate.ts')
const decoder = inFile('src-core/documents/boundedDecoder.ts')
const inspect = inFile('src-core/documents/inspect.ts')
const clientId = inFile('src-core/documents/clientId.ts')
const presence = inFile('src-core/documents/presence.ts')
const received = inFile('src-core/host/space/spaceSync.ts')
const coalesce = inFile('src-core/sync/coalesce.ts')
const quarantine = inFile('src-core/host/space/quarantine.ts')

const attacks = 'test/adversary/envelopes.test.ts'
const limits = 'test/adversary/limits.test.ts'
const envelopeTest = 'src-core/sync/envelope.test.ts'

/** What one envelope may be, hold and do. */
export const envelopeMutations: readonly Mutation[] = [
  judge(
    '2, 12',
    'the signature of an envelope',
    ["if (!isSigned()) return { type: 'refused', device: from, reason: 'signature' }", ''],
    attacks,
    'signs as Alice’s device',
  ),
  judge(
    '12',
    'the Space that an envelope names',
    [
      'if (!header || header.spaceId !== spaceId) return malformed',
      'if (!header) return malformed',
    ],
    attacks,
    'brings an envelope of another Space',
  ),
  judge(
    '12',
    'that an envelope follows on its own chain',
    [
      'if (first === (head?.seq ?? 0) + 1 && header.prev !== (head?.hash ?? null)) {',
      'if (false) {',
    ],
    attacks,
    'does not follow on its own chain',
  ),
  judge(
    '12',
    'that a gap in a chain waits',
    ['if (first > (head?.seq ?? 0) + 1) {', 'if (false) {'],
    'test/adversary/acceptance.test.ts',
  ),
  envelope(
    '12',
    'the commitment, so that one ciphertext opens to two texts',
    ['if (!equalSecret(expected, commitment)) return undefined', ''],
    envelopeTest,
  ),
  envelope(
    '12',
    'that the header is bound to the content',
    [
      [
        'openAead(contentKey(epoch, header.docId), sealed, head)',
        'openAead(contentKey(epoch, header.docId), sealed, new Uint8Array())',
      ],
      [
        'sealAead(contentKey(epoch, docId), payload, head, random)',
        'sealAead(contentKey(epoch, docId), payload, new Uint8Array(), random)',
      ],
    ],
    'test/vectors/syncVectors.test.ts',
  ),
  check(
    '9',
    'what a role may write',
    ["if (!mayWrite(check.role, check.kind)) return err('the role may not write here')", ''],
    attacks,
    'posts as a commenter',
  ),
  check(
    '9',
    'that a commenter deletes only its own',
    [": 'deletes what another device wrote'", ': undefined'],
    attacks,
    'deletes Alice’s comments',
  ),
  check(
    '9',
    'that a commenter writes only under its own keys',
    [
      "return structs.every(isOwnKey) ? undefined : 'writes into a key of another device'",
      'return undefined',
    ],
    attacks,
    'overwrites Alice’s comment by its key',
  ),
  check(
    '9',
    'that nothing is nested into a comment',
    ["if (structs.some(({ parent }) => parent !== null && 'id' in parent))", 'if (false)'],
    attacks,
    'nests a type inside another’s comment',
  ),
  check(
    '11',
    'that structs bear the client id of their author’s device',
    [": 'written under the name of another device'", ': undefined'],
    attacks,
    'writes under the client id',
  ),
  clientId(
    '11',
    'that an incarnation which the document knows is drawn again',
    ['if (!isKnown(doc, clientId)) return clientId', 'return clientId'],
    'src-core/documents/clientId.test.ts',
  ),
  presence(
    '11',
    'that a device moves only its own cursors',
    ['return states.every(({ client }) => isOfTag(client, deviceTag))', 'return states'],
    limits,
    'moves nobody else’s cursor',
  ),
  decoder(
    '13',
    'that an update is of one client',
    ["if (clients > limits.clients) throw new InspectionError('more than one client')", ''],
    attacks,
    'sends 12,000 clients',
  ),
  inspect(
    '13',
    'that a struct does not refer to its own future',
    ["return named.some(isAhead) ? 'refers to its own future' : undefined", 'return undefined'],
    attacks,
    'refers to its own future',
  ),
  check(
    '13',
    'that no document is hidden in a note',
    ['body: [writesAsItself, holdsNoSubdocument]', 'body: [writesAsItself]'],
    attacks,
    'hides a document inside a note',
  ),
  judge(
    '13',
    'that an envelope which ended this host twice is held',
    ['if (quarantine.holds(row)) return early', ''],
    limits,
    'is held and named',
  ),
  quarantine(
    '13',
    'that what a person dropped stays dropped',
    [
      'isDropped: (deviceId, seq) => suspects.get(deviceId)?.dropped.includes(seq) ?? false',
      'isDropped: () => false',
    ],
    limits,
    'is dropped when a person says so',
  ),
  quarantine(
    '13',
    'the mark on the disk while an envelope is applied',
    ['      storage.envelopes.setApplying(spaceId, { docId, deviceId, seq })\n', ''],
    'test/host-process/hang.test.ts',
  ),
  coalesce(
    '14',
    'that fast edits are sealed together',
    ['if (!cancel || bytes >= maxBytes) flush()', 'flush()'],
    'src-core/sync/coalesce.test.ts',
  ),
  received(
    '14',
    'that presence is never stored',
    [
      'if (message) presence.receive(from, message)',
      "if (message) presence.receive(from, message)\n      storage.transaction(() => storage.spaces.putSecret(spaceId, 'suspect', from, bytes))",
    ],
    limits,
    'rule 14',
  ),
  decoder(
    '36',
    'that an update has at most 2,048 structs',
    ["if (structs > limits.structs) throw new InspectionError('too many structs')", ''],
    attacks,
    'sends more than 2,048 structs',
  ),
  inspect(
    '36',
    'that nothing is behind a V1 update: what is V2 has something left',
    ["if (!finished()) return err('bytes left over')", ''],
    attacks,
    'sends a V2 update',
  ),
  judge(
    '36',
    'that what waits for structs which never come is bounded',
    ['if (documents.isOverPending(docId)) return early', ''],
    limits,
    'rule 36',
  ),
  presence(
    '36',
    'the size of presence',
    ["if (update.length > MAX_PRESENCE_BYTES) return err('too large')", ''],
    'src-core/documents/presence.test.ts',
    'over 4 KiB is refused',
  ),
]
