import { inFile, type Mutation } from './mutation.ts'

const graph = inFile('src-core/membership/graph.ts')
const conflicts = inFile('src-core/membership/conflicts.ts')
const ready = inFile('src-core/membership/ready.ts')
const validate = inFile('src-core/membership/validate.ts')
const fold = inFile('src-core/membership/fold.ts')
const goodFaith = inFile('src-core/membership/goodFaith.ts')
const inVain = inFile('src-core/membership/inVain.ts')

const test = (name: string) => `src-core/membership/${name}.test.ts`

/** The membership log: what is in it, and what counts of it. */
export const logMutations: readonly Mutation[] = [
  graph(
    '3',
    'that the genesis hashes to the Space',
    ["if ((entry.hash as string) !== graph.spaceId) return 'genesis of another Space'", ''],
    test('log'),
    'rule 3: a genesis of another Space',
  ),
  graph(
    '3',
    'the Space that an entry names',
    ["if (entry.spaceId !== graph.spaceId) return 'entry of another Space'", ''],
    test('log'),
    'an entry of another Space',
  ),
  graph(
    '3',
    'the author’s signature on an entry',
    [
      'const isSigned = keysFor(graph, entry).some((key) => verifyEntry(entry, key))',
      'const isSigned = true',
    ],
    test('log'),
    'an altered entry is refused',
  ),
  graph(
    '1',
    'that the certificate in an entry verifies',
    ["if ('certificate' in action && !verifyCertificate(action.certificate))", 'if (false)'],
    test('invitation'),
    'rule 1: of a device whose certificate',
  ),
  graph(
    '15',
    'that few entries without a past wait',
    ['if (graph.pending.size >= MAX_PENDING && !graph.pending.has(entry.hash)) return', ''],
    test('graph'),
  ),
  graph(
    '5',
    'that an entry which waited for several counts once',
    ['if (graph.nodes.has(entry.hash) || graph.refused.has(entry.hash)) continue', ''],
    test('graph'),
    'counts once',
  ),
  graph(
    '33',
    'that whoever brings itself in is of a root key that the log knows',
    ['return hasRootIn(graph, past, action.certificate) ?', 'return true ?'],
    test('removal'),
    'a stranger’s does not',
  ),
  conflicts(
    '4',
    'that a removal undoes what was done meanwhile',
    ['      yield meanwhile(acts.ofPerson(action.userId))\n', ''],
    test('removal'),
    'rule 4: beats everything',
  ),
  conflicts(
    '4',
    'that a lowering undoes what was done meanwhile',
    ['yield without(meanwhile(acts.ofPerson(action.userId)), acts.changesOfDevices())\n', ''],
    test('authority'),
    'rule 4: whoever lost a role',
  ),
  conflicts(
    '4',
    'that a DEVICE− undoes what the device did meanwhile',
    ['      yield meanwhile(acts.ofDevice(action.deviceId))\n', ''],
    test('removal'),
    'rule 33: a lost one is ended',
  ),
  conflicts(
    '4',
    'seniority, of two who remove each other',
    ['seniorityOf(draft, authorOf(draft, node)),', '0,'],
    test('mergeOrders'),
  ),
  conflicts(
    '4',
    'the older one, of two devices that end each other',
    ['devicePlaces.get(node.entry.author) ?? Number.MAX_SAFE_INTEGER,', '0,'],
    test('removal'),
    'the older one stays',
  ),
  conflicts(
    '4',
    'that of two TRANSFERs one counts',
    ['      yield both(acts.transfers(), lower)\n', ''],
    test('removal'),
    'rule 4: of two at once only one counts',
  ),
  conflicts(
    '4',
    'that a REVOKE undoes admissions at the same time',
    ['      yield acts.admissions(action.inviteId)\n', ''],
    test('invitation'),
    'through a revoked invitation',
  ),
  validate(
    '4',
    'that the owner changes only by TRANSFER',
    ["if (before === 'owner' || role === 'owner') return 'the owner changes only by TRANSFER'", ''],
    test('authority'),
    'rule 4: nobody becomes owner',
  ),
  validate(
    '4',
    'that a role given meanwhile keeps nobody in',
    [
      "return joined && inPast(node)(joined) ? undefined : 'that person was removed meanwhile'",
      'return undefined',
    ],
    test('removal'),
    'also when the person has come back',
  ),
  conflicts(
    '5',
    'the hash, of concurrent acts of equal authority',
    ['return compareIds(a.entry.hash, b.entry.hash)', 'return 0'],
    test('mergeOrders'),
    'leave the lower hash',
  ),
  ready(
    '5',
    'the hash, in the order of the log',
    ['compareIds((group[middle] as Node).entry.hash, node.entry.hash) > 0', 'high > 0'],
    test('mergeOrders'),
  ),
  validate(
    '5',
    'that authority is judged where an act was written',
    [
      '  return roleBefore(draft, author, node)\n',
      '  return draft.roles.get(author)?.value ?? undefined\n',
    ],
    test('authority'),
  ),
  validate(
    '9',
    'that owner and admin write the log, and nobody else',
    [
      "can(roleAtNode(draft, node)).writeLog ? undefined : 'its author may not write the log'",
      'undefined',
    ],
    test('authority'),
    'rule 9',
  ),
  validate(
    '11',
    'that an ADMIT of a device tag that is taken has no effect',
    [
      "return draft.tags.has(deviceTag(certificate.deviceId)) ? 'the device tag is taken' : undefined",
      'return undefined',
    ],
    test('invitation'),
    'rule 11',
  ),
  validate(
    '11',
    'that a DEVICE+ of a tag that is taken has no effect',
    [
      "if (draft.tags.has(deviceTag(deviceId))) return 'the device tag is taken'\n  const own = draft.members.get(userId)?.devices.length ?? 0",
      'const own = 0',
    ],
    test('removal'),
    'rule 11',
  ),
  validate(
    '1, 33',
    'that a device which was ended certifies no other',
    [": 'certified by a device that was ended'", ': undefined'],
    test('certificateChain'),
  ),
  conflicts(
    '1, 33',
    'that what a device certifies while it is ended is undone',
    ['      yield meanwhile(acts.certifiedBy(action.deviceId))\n', ''],
    test('certificateChain'),
  ),
  fold(
    '4, 16',
    'that devices let in by an admin who is being removed are known as such',
    [
      'if (undoing || !problemOfBringing(draft, node))',
      "if (action.type === 'deviceAdd' && !problemOfBringing(draft, node))",
    ],
    test('inVain'),
    'is known as one in vain',
  ),
  fold(
    '5, 16',
    'that only who may let people in lets them in in vain',
    [': admissionWasTheirs(draft, node)', ': undefined'],
    test('inVain'),
    'no viewer, no editor, no stranger',
  ),
  goodFaith(
    '4',
    'that who knew of the undoing is not believed',
    [
      'if (!acts || acts.some(({ index }) => hasBit(node.ancestors, index))) return undefined',
      'if (!acts) return undefined',
    ],
    test('inVain'),
    'for as long as it did not know',
  ),
  validate(
    '4',
    'that nobody makes keys by the right of somebody who did not bring that device in',
    ["claim.entry.action.type === 'deviceAdd' && inPast(of)(claim)", 'inPast(of)(claim)'],
    test('inVain'),
    'a right to make keys by it',
  ),
  inVain(
    '1, 16',
    'that a device in vain under another root key is not that person’s',
    ['(!known || equalBytes(known, info.certificate.rootKey))', '(!known || equalBytes)'],
    test('inVain'),
    'in the name of somebody else',
  ),
]
