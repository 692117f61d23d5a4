import { inFile, type Mutation } from './mutation.ts'

const blocks = inFile('src-core/documents/noteBlocks.ts')
const inspect = inFile('src-core/documents/inspect.ts')
const tree = inFile('src-core/documents/versions/noteTree.ts')
const cursors = inFile('src-core/host/space/cursors.ts')
const relay = inFile('src-core/sync/relayProtocol.ts')
const inbox = inFile('src-core/host/space/inbox.ts')
const attempt = inFile('src-core/sync/linkAttempt.ts')
const handshake = inFile('src-core/sync/handshake.ts')
const databaseKey = inFile('src-main/profile/databaseKey.ts')
const vault = inFile('src-core/host/versions/versionVault.ts')
const session = inFile('src-core/sync/session.ts')
const format = inFile('src-renderer/state/format.ts')

const notes = 'test/adversary/notes.test.ts'

/** What is well-formed by its layout, and would stop whoever reads it or shows it. */
export const readerMutations: readonly Mutation[] = [
  blocks(
    '13',
    'that an attribute of a note which is no number stops nobody',
    [
      "if (typeof level !== 'number' || !Number.isInteger(level)) return 1",
      'if (!Number.isInteger(Number(level))) return 1',
    ],
    notes,
    'stops nobody',
  ),
  inbox(
    '13',
    'that an envelope at which applying throws is held and named',
    ['      quarantine.threw(first.row)\n      return 0', '      throw error'],
    'test/adversary/throws.test.ts',
  ),
  inspect(
    '15',
    'that deletions stand in the order of their clocks',
    ["    if (![...deletes.values()].every(areApart)) return err('deletions out of order')\n", ''],
    'test/adversary/envelopes.test.ts',
    'in an order by which more goes',
  ),
  tree(
    '16',
    'that what JSON cannot hold is kept with a version as text',
    ["(typeof part === 'bigint' ? String(part) : part)", 'part'],
    notes,
    'can be kept as a version',
  ),
  cursors(
    '14',
    'that a cursor which is no place is shown nowhere',
    ['cursor.safeParse(state.cursor).data ?? null', 'state.cursor ?? null'],
    'src-core/host/space/spaceBodies.test.ts',
    'is nowhere where it is',
  ),
  attempt(
    '21',
    'that a description by the relay is not applied to a link that is made',
    ["if (ended || (owned && signal.type === 'description')) return", 'if (ended) return'],
    'src-core/sync/renegotiation.test.ts',
    'that comes by the relay',
  ),
  session(
    '22',
    'that a hello comes first',
    ["if (!greeted) return end('no hello')", ''],
    'test/adversary/order.test.ts',
    'messages of a session in any order',
  ),
  handshake(
    '20',
    'that the secrets of the key agreement are wiped',
    ['    wipe(shared, ephemeral.secretKey)\n', ''],
    'src-core/sync/wiping.test.ts',
  ),
  databaseKey(
    '25',
    'that what the passphrase makes is wiped',
    ['  wipe(wrappingKey)\n  return { ...head, sealed }', '  return { ...head, sealed }'],
    'src-main/profile/databaseKey.test.ts',
  ),
  vault(
    '16',
    'that a version’s key is wiped once its content was read',
    ['      wipe(found.key)\n', ''],
    'src-core/host/versions/versionVault.test.ts',
  ),
  relay(
    '23',
    'that a relay keeps things for whole days',
    ['days: z.int().check(z.nonnegative())', 'days: z.number()'],
    'src-core/sync/relayClient.test.ts',
    'is taken to have none',
  ),
  format(
    '34',
    'that a time which no calendar has is shown',
    ['return { format: (at: number) => made.format(Math.min(at, LAST_MS)) }', 'return made'],
    'src-renderer/state/format.test.ts',
    'a time that no calendar has',
  ),
]
