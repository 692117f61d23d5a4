import { inFile, type Mutation } from './mutation.ts'

const digits = inFile('src-core/host/devices/digitExchange.ts')
const offer = inFile('src-core/host/devices/deviceOffer.ts')
const words = inFile('src-core/membership/recoveryWords.ts')
const kit = inFile('src-core/membership/kit.ts')
const renewal = inFile('src-core/host/devices/renewalDue.ts')
const validate = inFile('src-core/membership/validate.ts')

const digitTest = 'test/adversary/digits.test.ts'

/** Further devices, kits, backups (rule 33). */
export const deviceMutations: readonly Mutation[] = [
  digits(
    '33',
    'the commitment before the digits',
    [
      'const isKept = equalBytes(digitCommitment(link.transcript, joining), commitment)',
      'const isKept = true',
    ],
    digitTest,
    'cannot be made equal',
  ),
  offer(
    '33',
    'that a code is over after five comparisons',
    ['if (comparisons >= MAX_COMPARISONS) expire()', 'if (false) expire()'],
    digitTest,
    'can be drawn again',
  ),
  digits(
    '33',
    'that who asks and says no more makes room',
    [
      "const stop = clock.after(PATIENCE_MS, () => link.close('too late'))",
      'const stop = () => {}',
    ],
    digitTest,
    'are not waited for without end',
  ),
  words(
    '33',
    'the check of the words of a kit',
    [
      "return equalBytes(checkOf(seed), bytes.subarray(SEED_BYTES)) ? { type: 'seed', seed } : wrong",
      "return { type: 'seed', seed }",
    ],
    'src-core/membership/recoveryWords.test.ts',
  ),
  kit(
    '33',
    'that a guest’s kit is given nothing',
    ["const reads = role !== 'guest' && !isExpired", 'const reads = !isExpired'],
    'src-core/membership/kit.test.ts',
  ),
  validate(
    '33',
    'that a device is added under the root key the person came in with',
    [
      "return !known || equalBytes(known, certificate.rootKey) ? undefined : 'another root key'",
      'return undefined',
    ],
    'src-core/membership/removal.test.ts',
    'rule 33: one under another root key',
  ),
  validate(
    '33',
    'that a device does not end itself',
    ["if (node.entry.author === deviceId) return 'a device does not end itself'", ''],
    'src-core/membership/removal.test.ts',
    'rule 33: none ends itself',
  ),
  renewal(
    '11, 35',
    'that a restored device waits until it has all that others have of it',
    ['return !bodies.hasOpen() && told.every((seq) => seq <= views.ownSeq())', 'return true'],
    'test/scenarios/renewal.test.ts',
  ),
]
