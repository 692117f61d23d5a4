import { inFile, type Mutation } from './mutation.ts'

const settler = inFile('src-core/host/space/snapshotSettler.ts')
const verdictOf = inFile('src-core/host/space/snapshotJudge.ts')
const written = inFile('src-core/host/space/writtenHere.ts')
const covered = inFile('src-core/host/space/coveredDevices.ts')
const bases = inFile('src-core/host/space/snapshotBases.ts')
const snapshots = inFile('src-core/host/space/snapshots.ts')
const documents = inFile('src-core/host/space/spaceDocuments.ts')
const opened = inFile('src-core/host/space/openDocument.ts')
const shelf = inFile('src-core/host/space/documentShelf.ts')
const verdicts = inFile('src-core/host/space/verdicts.ts')
const reader = inFile('src-core/host/space/payloadReader.ts')
const pruner = inFile('src-core/host/space/pruner.ts')
const stubs = inFile('src-core/host/space/judgeStub.ts')
const judge = inFile('src-core/host/space/judgeEnvelope.ts')
const overlaps = inFile('src-core/host/space/overlaps.ts')
const format = inFile('src-core/documents/snapshots/snapshot.ts')
const state = inFile('src-core/documents/snapshots/checkState.ts')
const content = inFile('src-core/documents/snapshots/contradicts.ts')
const branches = inFile('src-core/host/space/namedBranches.ts')
const runs = inFile('src-core/documents/snapshots/coveredRuns.ts')
const beneath = inFile('src-core/host/space/withBeneath.ts')
const inbox = inFile('src-core/host/space/inbox.ts')
const erasure = inFile('src-core/host/space/historyErasure.ts')

const snapshotTest = 'test/adversary/snapshots.test.ts'
const unknownTest = 'test/adversary/snapshotsOfUnknown.test.ts'
const pruningTest = 'test/adversary/pruning.test.ts'
const stubsTest = 'test/adversary/stubs.test.ts'
const erasingTest = 'test/scenarios/erasing.test.ts'
const stateTest = 'src-core/documents/snapshots/checkState.test.ts'
const contentTest = 'src-core/documents/snapshots/contradicts.test.ts'

/** Signed snapshots, what goes beneath them, and what is told in its place (rule 16). */
export const snapshotMutations: readonly Mutation[] = [
  documents(
    '16',
    'that a snapshot is made by owner and admins only',
    ["if (!membership.rights().writeLog) throw new FoyerError('NOT_ALLOWED')", ''],
    snapshotTest,
    'is made by owner and admins only',
  ),
  verdicts(
    '16',
    'that a snapshot counts by its maker’s role',
    [
      "if (signedAs === 'snapshot' && !can(role).writeLog) return 'the role may not write here'",
      '',
    ],
    snapshotTest,
    'no admin where it was signed',
  ),
  snapshots(
    '15, 16',
    'that a snapshot behind its maker’s cut-off is void',
    [
      'noted.seq <= end && verdicts.voidsIn(noted.deviceId, firstOf(noted), noted.seq).length === 0',
      'end > 0',
    ],
    snapshotTest,
    'with a cut-off before it',
  ),
  format(
    '16',
    'that the parts are those of the snapshot that they name',
    [
      'return hashId<Id>(whole) === first.name ? decodeWhole(whole) : undefined',
      'return decodeWhole(whole)',
    ],
    snapshotTest,
    'of which a part is missing',
  ),
  verdictOf(
    '16',
    'that a snapshot waits for what it covers',
    [["if (!snapshot.covered.every(devices.isReached)) return 'waiting'", '']],
    snapshotTest,
    'waits for what it covers',
  ),
  written(
    '16',
    'that what a snapshot covers has the hashes that it names, in this document',
    [
      'const wrong = other ?? (row.docId === docId ? undefined : numbers[0])',
      'const wrong = other && undefined',
    ],
    snapshotTest,
    'that names an envelope with another hash',
  ),
  verdictOf(
    '16',
    'that a snapshot says what was signed',
    ['(yield* comparison.steps(mayGoOn)) ??', 'undefined ??'],
    snapshotTest,
    'says nothing that was not signed',
  ),
  content(
    '16',
    'that a snapshot shows each clock as it was written',
    ['if (!(other instanceof Y.Item) || !isSame(struct, other, clock, to)) return false', ''],
    contentTest,
  ),
  content(
    '16',
    'that a snapshot has all clocks',
    ["if (endOf(said.get(client)) < endOf(structs)) return 'gap'", ''],
    snapshotTest,
    'says nothing that was not signed',
  ),
  content(
    '16',
    'that a snapshot has no further clocks',
    ["if (end > endOf(written.get(client)) && !mayGoOn(client, end)) return 'content'", ''],
    contentTest,
  ),
  state(
    '16',
    'that a state has no gap and names nothing that is not in it',
    ["if (!isWhole(byClient, inspected.value.deletes)) return err('is not whole')", ''],
    stateTest,
  ),
  state(
    '9, 16',
    'that a state holds nothing but what its devices could write',
    ['if (refusal) return err(refusal)', ''],
    stateTest,
  ),
  state(
    '11, 16',
    'that a state is of devices of the Space',
    ["if (!isKnown(deviceTag)) return err('written under the name of another device')", ''],
    stateTest,
  ),
  written(
    '15, 16',
    'that what lies behind a device’s end is not compared',
    ['const counted = verdicts.lastSeq(deviceId) ?? end', 'const counted = end'],
    snapshotTest,
    'compared with another branch',
  ),
  settler(
    '15, 16',
    'that a refused snapshot is looked at again when another branch counts',
    ['([hash, noted]) => compared.get(hash) !== comparedWith(hash, noted),', '() => false,'],
    snapshotTest,
    'compared with another branch',
  ),
  written(
    '15, 16',
    'that all go by the snapshot where somebody removed said two things',
    ['if (devices.mayBeOtherBranch(deviceId, runs)) {', 'if (false) {'],
    snapshotTest,
    'of somebody removed',
  ),
  verdictOf(
    '16',
    'that what went beneath a snapshot is compared with its state: further words',
    ['(isBeneath(client) && end <= bases.endOf(client))', 'isBeneath(client)'],
    pruningTest,
    'other words than it has: evesdrops',
  ),
  bases(
    '16',
    'that what went beneath a snapshot is compared with its state: other words, and fewer',
    ['if (found) return found', ''],
    pruningTest,
    'other words than it has',
  ),
  written(
    '16',
    'that what is gone from one document excuses nothing in another',
    ['if (numbers.length === 0) continue', ''],
    pruningTest,
    'nor of another document',
  ),
  settler(
    '16',
    'that of two snapshots the one which the other covers is looked at first',
    ['return all.length < 2 ? all[0] : (all.find(isFree) ?? all[0])', 'return all[0]'],
    pruningTest,
    'of a newcomer neither',
  ),
  reader(
    '15, 16',
    'that what a snapshot covers is as it says',
    ['bases.some((base) => base.covers(deviceId, one))', 'false && bases.length > one'],
    snapshotTest,
    'rule',
  ),
  snapshots(
    '16',
    'that a snapshot has no effect any more which another one covers',
    [
      'return all.filter((one) => !isOver(one)).sort(byPrecedence)',
      'return all.filter((one) => isOver(one) || true).sort(byPrecedence)',
    ],
    snapshotTest,
    'of which the later covers the first',
  ),
  snapshots(
    '16',
    'that only what a later one covers whole has no effect any more',
    [
      'return isWithin(runsIn(covered, deviceId), seq - count + 1, seq) && coversAll(covered, other)',
      'return isWithin(runsIn(covered, deviceId), seq - count + 1, seq) || coversAll(covered, other)',
    ],
    snapshotTest,
    'but not all that this covers',
  ),
  snapshots(
    '16',
    'the order of two snapshots in effect',
    [
      'b.generation - a.generation || (a.name < b.name ? -1 : 1)',
      '0 * b.generation * a.generation',
    ],
    snapshotTest,
    'are read in one order',
  ),
  pruner(
    '16',
    'the thirty days',
    ['inEffectMs >= SNAPSHOT_LIMITS.keptMs', 'inEffectMs >= 0'],
    pruningTest,
    'stays for thirty days',
  ),
  pruner(
    '16',
    'that what an erasing snapshot covers goes at once',
    ['return one.erases || inEffectMs', 'return inEffectMs'],
    pruningTest,
    'goes from every disk',
  ),
  pruner(
    '16',
    'that each snapshot’s own time counts, also beneath a later one',
    ['if (!mayGo(one, by)) continue', 'if (one !== by || !mayGo(one, by)) continue'],
    pruningTest,
    'goes at once though a later one erases nothing',
  ),
  pruner(
    '16',
    'that parts of a snapshot in effect stay',
    ['if (isNeeded(all, deviceId, run)) continue', ''],
    snapshotTest,
    'but not all that this covers',
  ),
  pruner(
    '16',
    'that a segment stays which goes on behind what is covered',
    [
      [
        'if (!begins || firstOf(begins) < run.first || ends.seq > run.last) return false',
        'if (!begins) return false',
      ],
      ['.filter(({ seq }) => seq <= run.last)', ''],
    ],
    pruningTest,
    'that it covers in part',
  ),
  pruner(
    '16',
    'that a snapshot beneath which something went stays in effect',
    ['snapshots.relyOn(by)\n', '\n'],
    pruningTest,
    'stays with its snapshot',
  ),
  verdicts(
    '15, 16',
    'that what went keeps its verdict',
    ['isStub(row.bytes) ? kept(row, before) : voidsOf(row)', 'voidsOf(row)'],
    pruningTest,
    'keeps the verdict',
  ),
  snapshots(
    '16',
    'that a stub is what a snapshot says, number and hash',
    [
      'hasRun(runsIn(covered, deviceId), { first: firstSeq, last: seq, before, hash }),',
      'hasRun(runsIn(covered, deviceId), { first: firstSeq, last: seq, before, hash }) || true,',
    ],
    pruningTest,
    'is nothing without a snapshot',
  ),
  snapshots(
    '16',
    'that a stub is taken on the word of owner and admins only',
    [
      ['mayBe && isAllowed(noted)', 'mayBe'],
      [
        'if (signed.part && voids.length === 0) offered.put',
        'if (signed.part && voids.length >= 0) offered.put',
      ],
    ],
    pruningTest,
    'by the snapshot of',
  ),
  stubs(
    '16',
    'that a stub takes nothing away that is here',
    ['firstSeq: next,\n      seq,', 'firstSeq,\n      seq,'],
    pruningTest,
    'takes nothing away',
  ),
  stubs(
    '16',
    'that the snapshot says where a stub’s author stood in the log',
    ['const logHeads = isLast ? covered.logHeads : []', 'const { logHeads } = said'],
    pruningTest,
    'is nothing without a snapshot',
  ),
  overlaps(
    '16',
    'that what went is not told a second time',
    [
      "if (!around || isStub(around.bytes)) return { type: 'known' }",
      "if (!around) return { type: 'known' }",
    ],
    pruningTest,
    'brings nothing back',
  ),
  overlaps(
    '16',
    'that a segment over a stub can be taken',
    ['if (isStub(bytes)) continue', ''],
    pruningTest,
    'one that goes on behind it',
  ),
  judge(
    '16',
    'that a snapshot counts before its maker’s chain is known',
    ['if (signed) snapshots.offer(row, signed)', ''],
    pruningTest,
    'may come before its place',
  ),
  judge(
    '15, 16',
    'that clocks behind a stub go on where the snapshot ends',
    ['Math.max(behind, here())', 'here()'],
    pruningTest,
    'what was written behind it',
  ),
  erasure(
    '16',
    'that owner and admins sign what is left when a version is erased',
    ['if (!isLeft(docId, upTo)) return true', 'return true'],
    erasingTest,
    'when a version is erased',
  ),
  pruner(
    '16',
    'that what an admin erases goes when the owner knows',
    ['const isKnown = options.isKnownToOwner(noted)', 'const isKnown = true'],
    erasingTest,
    'lowers that admin meanwhile',
  ),
  pruner(
    '16',
    'that it goes then',
    ['if (options.isKnownToOwner(noted)) look(docId)', '{}'],
    erasingTest,
    'lowers that admin meanwhile',
  ),
  settler(
    '16',
    'that a snapshot which went itself is not held against its maker',
    ['if (!noted || snapshots.isGone(noted)) return', 'if (!noted) return'],
    pruningTest,
    'is not held against its maker',
  ),
  pruner(
    '16',
    'that what was erased goes out of snapshots whose makers did not know',
    ['if (snapshots.hasUnaware(docId)) options.onLeft(docId)', ''],
    erasingTest,
    'somebody who did not know',
  ),
  verdictOf(
    '16',
    'that the words of a device that came in in vain may lie beneath a snapshot',
    [
      'const isKnown = (tag: number) => membership.writerByTag(tag) !== undefined',
      'const isKnown = (tag: number) => membership.writerByTag(tag)?.certificate.issuer === null',
    ],
    unknownTest,
    'where nothing of that device ever came, as',
  ),
  covered(
    '11, 16',
    'that of a device that nobody knows the tag may be somebody else’s',
    ['membership.writerByTag(tag)?.deviceId === deviceId ? tag : undefined', 'tag'],
    unknownTest,
    'puts no words into that one’s mouth',
  ),
  documents(
    '16',
    'that whoever signs next covers what came in in vain too',
    ['withBeneath(here, snapshots.inEffect(docId), chainsHere)', 'here'],
    unknownTest,
    'where nothing of that device ever came, as',
  ),
  pruner(
    '16',
    'that nothing is left to erase of what never came',
    ['if (!ends) return true', 'if (!ends) return false'],
    unknownTest,
    'leaves nothing to sign again',
  ),
  shelf(
    '15',
    'that what others built on a device that came in in vain does not wait',
    [
      'const device = membership.writerByTag(tag)',
      'const device = membership.device(String(tag) as never)',
    ],
    unknownTest,
    'does not wait for ever',
  ),
  verdictOf(
    '15, 16',
    'that two branches of a device of somebody removed are not compared beneath two snapshots',
    [' || parted.has(tagOf(client))', ''],
    unknownTest,
    'in whatever order they are compared',
  ),
  settler(
    '16',
    'that a refused snapshot is looked at again when others are in effect',
    [
      'const bases = snapshots.inEffect(docId)\n    const chainsNow',
      'const bases: ReturnType<Snapshots["inEffect"]> = []\n    const chainsNow',
    ],
    unknownTest,
    'is taken once that one is in effect',
  ),
  stubs(
    '15, 16',
    'that a stub stands on the envelope before its run',
    ['before === (head?.hash ?? null)', 'before !== undefined'],
    stubsTest,
    'stands on the envelope before its run',
  ),
  stubs(
    '15, 16',
    'that a stub on another branch lets the named one be sought',
    ['branches.strayed(deviceId)', ''],
    stubsTest,
    'in whatever order its pieces come',
  ),
  stubs(
    '15, 16',
    'that a stub has its place in a branch that is sought',
    ['if (isSought && snapshots.vouching(said, true))', 'if (isSought && next < 0)'],
    stubsTest,
    'in whatever order its pieces come',
  ),
  stubs(
    '16',
    'that the rest of a run is taken only behind what is of its document, upon the hash before it',
    ['return here === before && rows.every((row) => row.docId === docId)', 'return true'],
    stubsTest,
    'takes no place there',
  ),
  stubs(
    '16',
    'that what is told before a stub is written before that is judged',
    ['if (firstSeq < next && unwritten)', 'if (false)'],
    stubsTest,
    'takes no place there',
  ),
  inbox(
    '16',
    'that a snapshot is looked at when what had waited was written',
    [
      'if (await releasedOf(deviceId)) options.onAccepted?.(new Set())',
      'await releasedOf(deviceId)',
    ],
    stubsTest,
    'taken with what is told before it',
  ),
  branches(
    '15, 16',
    'that a stub with another hash gives way to the branch that the log names',
    [
      'if (row.seq !== named.seq && isStub(row.bytes)) return undefined',
      'if (isStub(row.bytes)) return undefined',
    ],
    stubsTest,
    'gives way to the named branch',
  ),
  branches(
    '15, 16',
    'that nothing links the rest of a run with what its refused snapshot says otherwise',
    ['if (broken && named.seq >= broken.last)', 'if (broken && named.seq < 0)'],
    stubsTest,
    'behind another branch within its run',
  ),
  judge(
    '15, 16',
    'that what a snapshot covers needs no clocks when it comes anew',
    ['const follows = isBeneath || ', 'const follows = '],
    stubsTest,
    'gives way to the named branch',
  ),
  judge(
    '16',
    'that what a snapshot covers does nothing when it comes anew',
    ['effectsOf(signed, voids, isCovered)', 'effectsOf(signed, voids)'],
    stubsTest,
    'gives way to the named branch',
  ),
  written(
    '16',
    'that a snapshot names the envelope before each run',
    ['before !== undefined && beginning?.before !== before', 'before !== undefined && !beginning'],
    stubsTest,
    'has no effect where the chain is known',
  ),
  runs(
    '16',
    'that a stub says what its snapshot says to stand before it',
    [
      'isSame && run.before === one.before && run.hash === one.hash',
      'isSame && run.hash === one.hash',
    ],
    stubsTest,
    'vouches for no stub',
  ),
  runs(
    '16',
    'that nothing stands before the first number, and something before any other',
    ["if ((first === 1) !== (before === null)) throw new CodecError('out of range')", ''],
    'src-core/documents/snapshots/snapshot.test.ts',
    'have one spelling',
  ),
  format(
    '16',
    'the version of a snapshot',
    ['said?.version !== VERSION', 'said?.version === undefined'],
    'src-core/documents/snapshots/snapshot.test.ts',
    'or another version',
  ),
  pruner(
    '15, 16',
    'that what is of another branch than the snapshot says stays',
    ['if (ends.seq === run.last && ends.hash !== run.hash) return true', ''],
    stubsTest,
    'builds on it',
  ),
  beneath(
    '15, 16',
    'that whoever signs next says which branch of somebody removed lies beneath',
    ['if (!other) return run', 'if (!other || others.length > 0) return run'],
    stubsTest,
    'builds on it',
  ),
  beneath(
    '15, 16',
    'that nobody signs what lies beneath a snapshot over another branch of a member',
    ['if (others.length > 0 && !here.isRemoved(deviceId)) return undefined', ''],
    stubsTest,
    'signs nothing',
  ),
  inFile('src-core/documents/placeholder.ts')(
    '15',
    'that what has come of somebody removed and waits for others is not made empty',
    ['return missing.length > 0 ? missing : all', 'return all'],
    'src-core/documents/placeholder.test.ts',
    'stays where it waits for others',
  ),
  documents(
    '15',
    'that there is room again behind an end that does not count any more',
    ['if (documents.size > 0) rebuild({ documents, adopt() {} })', ''],
    'test/adversary/liftedEnd.test.ts',
    'leaves room for what its device wrote',
  ),
  opened(
    '15',
    'the same for a document that lay on disk',
    ['!from && isFilledInVain(doc, options.isGone)', 'false'],
    'test/adversary/liftedEnd.test.ts',
    'lay on disk meanwhile',
  ),
]
