import { inFile, type Mutation } from './mutation.ts'

const epoch = inFile('src-core/membership/epoch.ts')
const wraps = inFile('src-core/membership/keyWraps.ts')
const fold = inFile('src-core/membership/fold.ts')
const handOver = inFile('src-core/membership/handOver.ts')
const spaceKeys = inFile('src-core/host/space/spaceMembership.ts')
const validate = inFile('src-core/membership/validate.ts')
const kit = inFile('src-core/membership/kit.ts')
const effects = inFile('src-core/membership/effects.ts')

const epochTest = 'src-core/membership/epoch.test.ts'
const inVainTest = 'src-core/membership/inVain.test.ts'
const handOverTest = 'src-core/membership/handOver.test.ts'
const kitTest = 'src-core/membership/kit.test.ts'

/** Keys: who has them, and which of them is written in. */
export const epochMutations: readonly Mutation[] = [
  epoch(
    '6',
    'that a lockbox with another key is noticed',
    [
      'if (epoch && key?.length === 32 && equalSecret(epochCheck(key), epoch.check))',
      'if (epoch && key)',
    ],
    epochTest,
    'rule 6: with a lockbox that holds another key',
  ),
  validate(
    '6',
    'that an editor or higher rotates, and nobody else',
    ["can(roleAtNode(draft, node)).rotate ? undefined : 'its author may not rotate'", 'undefined'],
    epochTest,
    'rule 6: is made by an editor',
  ),
  epoch(
    '7',
    'the history behind a new key',
    ['if (older && !keys.has(older.epochId)) accept(older, unwrap(key, wrapped))', ''],
    epochTest,
    'rule 7: opens the one before it',
  ),
  wraps(
    '7',
    'that only keys are given which open all the others',
    ['.filter(({ epochId }) => !wrapped.has(epochId))', ''],
    epochTest,
    'rule 7: whoever comes in',
  ),
  epoch(
    '8',
    'that an epoch is written in only while its recipients are the readers',
    [
      ['epoch.recipients.length !== readers.length ||', ''],
      ['!readers.every((deviceId) => epoch.recipients.includes(deviceId)) ||', ''],
    ],
    epochTest,
    'rule 8: a rotation that leaves a reader out',
  ),
  kit(
    '8, 33',
    'that an epoch which somebody removed has by the kit is not written in',
    ['[...kits.keys()].some((userId) => !present.has(userId)) ||', ''],
    kitTest,
  ),
  kit(
    '8, 33',
    'that an epoch which lacks a kit is not written in',
    ['holders.some(({ userId, rootKey }) => !kits.has(userId) && kitKeyOf(rootKey))', 'false'],
    kitTest,
  ),
  epoch(
    '33',
    'that the kit opens epochs',
    ['accept(epoch, openSealed(kitKeys(identity.root), ofKit))', 'void epoch'],
    kitTest,
  ),
  epoch(
    '17',
    'the epochs before, on whose topics those who were away are met',
    ['const EPOCHS_LISTENED = 8', 'const EPOCHS_LISTENED = 1'],
    epochTest,
    'rule 17',
  ),
  effects(
    '6',
    'that of two lockboxes for one device the first counts',
    ['    if (epoch.lockboxes.has(deviceId)) return epoch\n', ''],
    'src-core/membership/group.test.ts',
    'keeps the keys that a device was given',
  ),
  fold(
    '4',
    'that a key by a device which came in in vain stays readable',
    [' || couldRotate(draft, node)', ''],
    handOverTest,
    'brought itself in while',
  ),
  fold(
    '4',
    'that a key by somebody let in in vain stays readable',
    ['(undoing || couldRotate(draft, node))', 'couldRotate(draft, node)'],
    inVainTest,
    'made keys that stay readable',
  ),
  wraps(
    '7',
    'that a ROTATE wraps every key that lies under none',
    ['.slice(0, 1 + MAX_OTHERS)', '.slice(0, 1)'],
    handOverTest,
    'rule 7: wraps the keys',
  ),
  wraps(
    '7',
    'that what is wrapped is looked into before it counts as handed over',
    ['older && isWrapped(under, wrapped, older) ?', 'older ?'],
    handOverTest,
    'false keys',
  ),
  handOver(
    '8',
    'that many keys which were undone ask for no new one',
    ['else if (asks(epochId)) return true', 'else return true'],
    handOverTest,
    'was undone',
  ),
  spaceKeys(
    '8',
    'that a key which somebody lacks is handed over',
    ['if (isToHandOver()) rotateNow()', 'if (false) rotateNow()'],
    'test/scenarios/twoKeys.test.ts',
  ),
]
