import { inFile, type Mutation } from './mutation.ts'

const judge = inFile('src-core/host/space/judgeEnvelope.ts')
const overlaps = inFile('src-core/host/space/overlaps.ts')
const signed = inFile('src-core/host/space/signedUpdates.ts')
const verdicts = inFile('src-core/host/space/verdicts.ts')
const book = inFile('src-core/documents/versions/versionBook.ts')
const blob = inFile('src-core/documents/versions/versionBlob.ts')
const versions = inFile('src-core/host/versions/spaceVersions.ts')
const record = inFile('src-core/documents/versions/versionRecord.ts')

const segmentTest = 'test/adversary/segments.test.ts'
const versionTest = 'test/adversary/versions.test.ts'

/** Segments, and versions of a note (rule 16). */
export const segmentMutations: readonly Mutation[] = [
  signed(
    '16',
    'that a segment has the length it says',
    [
      'if (segment?.count !== header.seq - place.firstSeq + 1) return undefined',
      'if (!segment) return undefined',
    ],
    segmentTest,
    'whose length is not the one it says',
  ),
  judge(
    '16',
    'that a segment’s bounds tear nothing',
    ["if (signed.segment && !signed.segment.fits(checked.value)) return refuse('content')", ''],
    segmentTest,
    'whose bounds tear something',
  ),
  overlaps(
    '16',
    'the signature of a segment over what is kept',
    ["if (!isSigned()) return { type: 'known' }", ''],
    segmentTest,
    'that nobody signed',
  ),
  overlaps(
    '16, 35',
    'that a segment says what it stands for',
    [
      "if (firstDifference(kept, signed) !== undefined) return { type: 'contradicts', kept: bytes }",
      '',
    ],
    segmentTest,
    'rule 35: a segment',
  ),
  signed(
    '16, 35',
    'the hash of the last that a segment stands for, and where it stood in the log',
    [
      [
        'if (one.seq === seq && other.seq === seq && chainHash(a.bytes, one) !== chainHash(b.bytes, other))',
        'if (false)',
      ],
      [
        'if (one.docId !== other.docId || one.logHeads.join() !== other.logHeads.join()) return true',
        '',
      ],
    ],
    segmentTest,
    'also where only its end',
  ),
  verdicts(
    '15, 16',
    'an end within a segment that a contradiction proves',
    ['return [...voids.filter((seq) => seq <= end), ...beyond]', 'return voids'],
    segmentTest,
  ),
  verdicts(
    '15, 16',
    'that each number of a segment is judged by its own role',
    ['if (!isOne) return judgeEach(header, open())', ''],
    segmentTest,
    'cuts it there',
  ),
  book(
    '16',
    'that a version is its author’s device’s own',
    [
      'const isItsOwn = versionIdOf(spaceId, tagOf(entry.client), record) === versionId',
      'const isItsOwn = true',
    ],
    versionTest,
    'under the name of another device',
  ),
  record(
    '16',
    'that a version’s id follows from what is said of it',
    ['encode(record, { version: 1, ...content })', 'new Uint8Array()'],
    'test/vectors/syncVectors.test.ts',
  ),
  blob(
    '16',
    'the check of a version’s key',
    ['equalSecret(checkOf(sealed.key, place), record.check) &&', ''],
    versionTest,
    'another key is not taken',
  ),
  blob(
    '16',
    'the hash of a version’s content',
    ['equalSecret(blobHash(sealed.blob), record.hash)', 'true'],
    versionTest,
  ),
  versions(
    '16',
    'that a version is given to members who are no guests',
    ["if (!membership.isPresent(forDevice) || role === 'guest') return undefined", ''],
    'src-core/host/versions/spaceVersions.test.ts',
  ),
  versions(
    '16',
    'that an erasure is noted for good',
    [
      'const live = [...versions.live()].filter(({ versionId }) => !erased.has(versionId))',
      'const live = [...versions.live()]',
    ],
    versionTest,
    'an erased version does not come back',
  ),
]
