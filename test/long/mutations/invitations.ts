import { inFile, type Mutation } from './mutation.ts'

const admit = inFile('src-core/membership/admit.ts')
const validate = inFile('src-core/membership/validate.ts')
const request = inFile('src-core/membership/joinRequest.ts')
const proof = inFile('src-core/membership/joinProof.ts')
const link = inFile('src-core/membership/link.ts')
const secrets = inFile('src-core/membership/invitation.ts')
const expiry = inFile('src-core/membership/expiry.ts')
const effects = inFile('src-core/membership/effects.ts')
const fold = inFile('src-core/membership/fold.ts')
const create = inFile('src-core/membership/inviteId.ts')

const invitationTest = 'src-core/membership/invitation.test.ts'
const linkTest = 'src-core/membership/link.test.ts'

/** Links, invitations, and visits that end. */
export const invitationMutations: readonly Mutation[] = [
  link(
    '26',
    'the four bytes that notice a letter changed',
    ['return link && isWhole && isRelayUrl', 'return link && isRelayUrl'],
    linkTest,
  ),
  link(
    '26',
    'the # before the code, which then stands in the path',
    ['origin}/join#', 'origin}/join/'],
    linkTest,
    'rule 26: tells nothing',
  ),
  secrets(
    '27',
    'the topic key’s own label',
    [
      "topicKey: deriveKey(seed, 'invitation/topic')",
      "topicKey: deriveKey(seed, 'invitation/psk')",
    ],
    invitationTest,
    'rule 27: keys, topic and PSK',
  ),
  secrets(
    '27',
    'the public key in its INVITE, which then tells the seed',
    [
      "{ type: 'invite', publicKey: keys.publicKey, ...options }",
      "{ type: 'invite', publicKey: seed, ...options }",
    ],
    invitationTest,
    'rule 27: publishes the public key',
  ),
  create(
    '27',
    'that the id follows from the public key',
    ['hash(publicKey)', 'hash(new Uint8Array(32))'],
    'test/vectors/vectors.test.ts',
  ),
  request(
    '28',
    'the proof of invitation and device in a request',
    ['verifyJoin(claim, proof, invitationKey) &&', ''],
    invitationTest,
    'rule 28',
  ),
  proof(
    '28',
    'the handshake that a request was made in',
    [
      'concatBytes(claim.transcriptHash, idToBytes(claim.inviteId)',
      'concatBytes(idToBytes(claim.inviteId)',
    ],
    invitationTest,
    'rule 28: with a request from another handshake',
  ),
  validate(
    '28',
    'the joiner’s proof in an ADMIT',
    [
      "return node.proof ? undefined : 'the joiner did not hold the invitation'",
      'return undefined',
    ],
    invitationTest,
    'rule 28: that the joiner did not sign',
  ),
  admit(
    '28',
    'that a revoked link lets nobody in',
    ["if (invite.revoked || !mayInvite(state, invite)) return 'LINK_REVOKED'", ''],
    invitationTest,
    'rule 28: after the invitation was revoked',
  ),
  admit(
    '28',
    'that a link which is over lets nobody in',
    ["if (isExpired(invite.expiresAt, now)) return 'LINK_EXPIRED'", ''],
    invitationTest,
    'rules 28, 34: 5 minutes after',
  ),
  validate(
    '28',
    'that an ADMIT after the expiry has no effect',
    ["if (isExpired(invite.expiresAt, node.entry.at)) return 'the invitation has expired'", ''],
    invitationTest,
    'rules 28, 34: through an invitation that had expired',
  ),
  validate(
    '28',
    'that an ADMIT after the revocation has no effect',
    [
      "if (draft.revokedBy.get(inviteId)?.some(inPast(node))) return 'the invitation was revoked'",
      '',
    ],
    invitationTest,
    'written after the revocation was known',
  ),
  validate(
    '29',
    'that a link is used up, in the log',
    [
      "if (invite.maxUses !== null && invite.uses >= invite.maxUses) return 'the invitation is used up'",
      '',
    ],
    invitationTest,
    'rule 29: beyond the uses',
  ),
  fold(
    '29',
    'that keys given in vain are counted as given',
    ['if (undoing || heldKeys(draft, node)) noteGivenKeys(draft, action)', 'void heldKeys'],
    invitationTest,
    'rule 29: that leaves its keys in use',
  ),
  validate(
    '9',
    'that a link never gives a role which writes the log',
    ["if (!isInvitedRole(role)) return 'an invitation cannot give this role'", ''],
    invitationTest,
    'cannot give a role',
  ),
  expiry(
    '30, 34',
    'the end of a visit',
    ['expiresAt !== null && at > expiresAt + EXPIRY_TOLERANCE_MS', 'false'],
    'src-core/membership/authority.test.ts',
    'rules 30, 34',
  ),
  expiry(
    '34',
    'the five minutes that clocks may differ by',
    ['EXPIRY_TOLERANCE_MS = 5 * 60 * 1000', 'EXPIRY_TOLERANCE_MS = 0'],
    'src-core/membership/authority.test.ts',
    'rules 30, 34',
  ),
  effects(
    '30',
    'that only a guest’s visit ends',
    [
      "expiresAt: role === 'guest' ? expiresAt : null,\n    invitedThrough: inviteId",
      'expiresAt,\n    invitedThrough: inviteId',
    ],
    'src-core/membership/authority.test.ts',
    'rules 30, 34',
  ),
]
