import { inFile, type Mutation } from './mutation.ts'

const judge = inFile('src-core/host/space/judgeEnvelope.ts')
const verdicts = inFile('src-core/host/space/verdicts.ts')
const branches = inFile('src-core/host/space/namedBranches.ts')
const inbox = inFile('src-core/host/space/inbox.ts')
const held = inFile('src-core/host/space/heldEnvelopes.ts')
const authority = inFile('src-core/membership/authority.ts')
const forks = inFile('src-core/host/space/forks.ts')
const overlaps = inFile('src-core/host/space/overlaps.ts')
const sync = inFile('src-core/host/space/spaceSync.ts')

const acceptance = 'test/adversary/acceptance.test.ts'
const rebuild = 'test/scenarios/rebuild.test.ts'
const branchTest = 'test/adversary/branches.test.ts'
const forkTest = 'test/adversary/forks.test.ts'

/** What of a device’s chain counts, and what when it tells different people different things. */
export const chainMutations: readonly Mutation[] = [
  judge(
    '15',
    'that log heads never go backwards along a chain',
    [
      "if (!isAtOrAfter(state, header.logHeads, before)) return refuse('log heads go backwards')",
      '',
    ],
    acceptance,
    'rule 15: log heads',
  ),
  judge(
    '15',
    'that the clocks of a client follow on each other',
    ["if (!follows) return refuse('clocks do not follow')", ''],
    acceptance,
    'rule 15: a clock that was written',
  ),
  held(
    '15',
    'that what waits for a gap is bounded',
    [
      ['sum(sizes.get(deviceId)) + bytes.length <= MAX_OF_DEVICE &&', ''],
      ['all() + bytes.length <= MAX_OF_ALL &&', ''],
    ],
    acceptance,
    'rule 15: what waits for a gap',
  ),
  verdicts(
    '15',
    'that chains are judged again when the log says something else',
    ['if (judged.get(deviceId)?.by !== by)', 'if (!judged.has(deviceId))'],
    rebuild,
  ),
  authority(
    '15',
    'the cut-off of a removal, where a role is judged',
    ['if (lowering.role === null) return undefined', 'if (lowering.role === null) continue'],
    'src-core/membership/removal.test.ts',
    'rule 15: what the person wrote before',
  ),
  authority(
    '15',
    'the cut-off of a lowering role',
    ['if (outranks(role, lowering.role)) role = lowering.role', ''],
    'src-core/membership/authority.test.ts',
    'rule 15: beyond the cut-off',
  ),
  verdicts(
    '15',
    'the hash in a cut-off: the branch that it names',
    ['lowest([finalSeq(deviceId), options.branchEnd(deviceId)])', 'finalSeq(deviceId)'],
    branchTest,
  ),
  branches(
    '15',
    'that the branch which is named is asked for',
    ["return traced?.type === 'part' ? [{ deviceId, seq: traced.seq }] : []", 'return []'],
    branchTest,
  ),
  branches(
    '15',
    'that a segment which spans the number named is compared',
    [
      "return compared.has(keyOf(deviceId, named)) ? undefined : { ...named, how: 'within' }",
      'return undefined',
    ],
    branchTest,
  ),
  branches(
    '15',
    'that a segment which says the same stays',
    ["named.how === 'within' && branch.rows.every(({ bytes }) => options.agrees(bytes))", 'false'],
    branchTest,
    'then the segment stays',
  ),
  branches(
    '15',
    'that a branch never leaves what an earlier cut-off names',
    [
      'if (!keepsEarlier(branch, named)) hopeless.add(keyOf(deviceId, named))',
      'if (false) hopeless.clear()',
    ],
    branchTest,
    'never leaves what an earlier cut-off names',
  ),
  inbox(
    '15',
    'that a branch which is taken away is put aside',
    [
      'options.aside.put(deviceId, chains.cutBack(deviceId, after))',
      'chains.cutBack(deviceId, after)',
    ],
    branchTest,
  ),
  verdicts(
    '15',
    'that nothing is filled before all of somebody removed has come',
    [
      'return end !== undefined && have >= end && options.branchEnd(deviceId) === undefined',
      'return end !== undefined',
    ],
    branchTest,
    'waits for it',
  ),
  verdicts(
    '15, 35',
    'that anything is judged again, in the simulator',
    ['if (changed.size === 0) return undefined', 'return undefined'],
    'test/simulator/hosts.test.ts',
  ),
  forks(
    '35',
    'that a contradiction ends the chain it is in',
    ['return fork?.conflicts ? fork.seq - 1 : undefined', 'return undefined'],
    forkTest,
    'is proven to',
  ),
  forks(
    '35',
    'that a fork without contradiction is a backup',
    [
      'const conflicts = one.header.docId === other.header.docId && overlap(a, b)',
      'const conflicts = true',
    ],
    forkTest,
    'which is a restored backup',
  ),
  overlaps(
    '35',
    'that what has another hash under a number is a fork',
    [
      "if (!header.covers && !around.firstSeq)\n        return { type: 'forked', ours: around.bytes, theirs: row.bytes }",
      "if (!header.covers) return { type: 'known' }",
    ],
    forkTest,
    'is proven to',
  ),
  sync(
    '35',
    'that a proof is passed on',
    [
      ['for (const { session } of sessions.values()) session.announceProof(first, second)', ''],
      ['proofs: forks.proofs,', 'proofs: () => [],'],
    ],
    forkTest,
    'is proven to',
  ),
  sync(
    '35',
    'that who tells less of its own than others have was rolled back',
    ['if (seqOf(heads, device) < highest) restored.add(device)', ''],
    forkTest,
    'has lost what it wrote',
  ),
  forks(
    '35',
    'the signatures of what is told as a proof',
    [
      'return verifyEnvelope(bytes, header, author.certificate) ? header : undefined',
      'return header',
    ],
    forkTest,
    'rule 35: a proof counts only',
  ),
]
