import { inFile, type Mutation } from './mutation.ts'

const rules = inFile('src-core/membership/groupRules.ts')
const parent = inFile('src-core/membership/parent.ts')
const validate = inFile('src-core/membership/validate.ts')
const conflicts = inFile('src-core/membership/conflicts.ts')
const effects = inFile('src-core/membership/effects.ts')
const gate = inFile('src-core/host/groups/parentGate.ts')
const follow = inFile('src-core/host/groups/followParent.ts')

const logTest = 'src-core/membership/group.test.ts'
const attacks = 'test/adversary/groups.test.ts'
const scenarios = 'test/scenarios/groups.test.ts'

/** Hidden groups (rule 10). */
export const groupMutations: readonly Mutation[] = [
  rules(
    '10',
    'the Space that a group’s genesis names',
    ["if (draft.parent?.spaceId !== parent) return 'the group of another Space'", ''],
    logTest,
    'does not count for whoever lacks the Space',
  ),
  rules(
    '10',
    'that the Space knows the founder',
    ['return draft.parent.knows(certificate) ? undefined : UNKNOWN_DEVICE', 'return undefined'],
    logTest,
    'of somebody whom the Space does not know',
  ),
  rules(
    '10',
    'that the Space knows who is added',
    [
      'draft.group === null || draft.parent?.knows(certificate) ? undefined : UNKNOWN_DEVICE',
      'undefined',
    ],
    logTest,
    'takes in nobody whom the Space does not know',
  ),
  parent(
    '10',
    'that who is added comes under the keys known in the Space',
    [
      'return known !== undefined && sameCertificate(known.certificate, certificate)',
      'return known !== undefined',
    ],
    logTest,
    'takes in nobody whom the Space does not know',
  ),
  parent(
    '10',
    'that groups do not nest',
    ['space.parent === null ? space.devices : new Map<DeviceId, never>()', 'space.devices'],
    logTest,
    'cannot stand in a group',
  ),
  validate(
    '10',
    'that a group has no invitations',
    ['invite: [isNoGroup, authorMayWriteLog', 'invite: [authorMayWriteLog'],
    logTest,
    'has no invitations',
  ),
  validate(
    '10',
    'that who left the Space is taken out, an owner too',
    [
      'if (followsParent(draft, node)) return authorMayRotate(draft, node)\n  if (before',
      'if (before',
    ],
    logTest,
    'can be taken out of its groups',
  ),
  conflicts(
    '10',
    'that who left the Space does not remove the others meanwhile',
    ['followsParent(draft, node) ? 0 : 1,', '1,'],
    logTest,
    'cannot keep the group',
  ),
  effects(
    '10',
    'who has the group after its owner',
    ['if (wasOwner) succeed(draft, node)', ''],
    logTest,
    'hands the group on',
  ),
  gate(
    '10',
    'that a group tells only current members of the Space',
    ['mayRead: parent.isPresent,', 'mayRead: () => true,'],
    attacks,
    'is closed to whoever the Space has removed',
  ),
  gate(
    '10',
    'that only a current member of the Space brings an entry',
    ['parent.isPresent(device.deviceId) &&', ''],
    attacks,
    'nobody may even bring an entry',
  ),
  gate(
    '10',
    'that who brings an entry has the keys known in the Space',
    ['sameCertificate(device.certificate, certificate)', 'true'],
    attacks,
    'nobody may even bring an entry',
  ),
  follow(
    '10',
    'that a role lowered in the Space is lowered in the group',
    ['const left = roleWithin(inSpace, role)', 'const left = role'],
    scenarios,
  ),
  follow(
    '10',
    'that a removal from the Space is followed in the group',
    ['const ended = devices.filter(facts.hasEnded)', 'const ended: typeof devices = []'],
    scenarios,
  ),
]
