import type { SpaceId, UserId } from '../../src-core/base/ids.ts'
import { clientIdFor } from '../../src-core/documents/index.ts'
import { openEpochs } from '../../src-core/membership/index.ts'
import { craftUpdate } from '../../src-core/testing/craftUpdate.ts'
import { createSeededRandom } from '../../src-core/testing/seededRandom.ts'
import { createForger } from '../adversary/support/forger.ts'
import { copyDisk } from '../scenarios/support/copyDisk.ts'
import { gather } from '../scenarios/support/gather.ts'
import { linesOf, type Person } from '../scenarios/support/world.ts'
import { createInVainActs } from './inVainActs.ts'
import { createNoteActs } from './noteActs.ts'
import { createRivalActs } from './rivalActs.ts'
import { createSnapshotActs } from './snapshotActs.ts'

const STEPS = 24
/** Everything that was cut off finds together within this, ms. */
const QUIET_MS = 150_000
const FORGED = 'FORGED'

export interface HostOutcome {
  /**
   * What each of those who are still members sees, and somebody who came in at the end; then the same, read from
   * snapshots and envelopes alone.
   */
  readonly seen: readonly (readonly string[])[]
  /** The same of a hidden group, where there is one. */
  readonly seenInGroup: readonly (readonly string[])[]
  /** What Alice posted, whom nobody can lower. */
  readonly byAlice: readonly string[]
  /** What Alice wrote in the note and did not erase, and nobody reads. */
  readonly lost: readonly string[]
  /** What Alice erased, and who has it on the disk all the same. */
  readonly left: readonly string[]
  /** Forged text that somebody shows. */
  readonly forged: readonly string[]
  /** Eve was removed and opens the newest epoch all the same. */
  readonly leaked: boolean
  /** Honest people of whose devices something is said that is not so. */
  readonly accused: readonly string[]
  readonly story: readonly string[]
}

const idOf = ({ page }: Person, spaceId: SpaceId): Promise<UserId> =>
  new Promise((resolve) => {
    const stop = page.spaces.view({ spaceId }, ({ self }) => {
      resolve(self.userId)
      setImmediate(() => stop())
    })
  })

const accusedBy = ({ page }: Person, spaceId: SpaceId): Promise<string[]> =>
  new Promise((resolve) => {
    const stop = page.spaces.view({ spaceId }, ({ notices }) => {
      resolve(notices.map(({ person }) => person.name))
      setImmediate(() => stop())
    })
  })

/**
 * One life of a Space on real hosts, decided by its seed: three who are honest, one to three with altered
 * software, kills, cuts, changes of role, backups and removals.
 */
export async function simulateHosts(seed: number): Promise<HostOutcome> {
  const random = createSeededRandom(`hosts ${seed}`)
  const { world, alice, spaceId, join } = await gather(`hosts ${seed}`, {
    // Two of three lives keep what they write in segments (rule 16).
    ...(seed % 3 === 0 ? {} : { segmentsOf: 2 + (seed % 4) }),
  })
  const bob = await join('Bob', random.pick(['editor', 'commenter']))
  const malicious = new Map<string, Person>()
  for (const name of ['Eve', 'Mallory', 'Trudy'].slice(0, 1 + random.below(3)))
    malicious.set(name, await join(name, random.pick(['editor', 'commenter', 'viewer'])))
  const eve = malicious.get('Eve') as Person
  const people = new Map<string, Person>([
    ['Alice', alice],
    ['Bob', bob],
    ['Carol', await join('Carol', 'editor')],
  ])
  const byAlice: string[] = []
  const story: string[] = []
  let eveIsIn = true
  let forgeries = 0
  let forgedSeq = 0
  let twins = 0
  let unproven = false
  const restored = new Set<string>()

  const person = (name: string) => people.get(name) as Person
  const everybody = ['Alice', 'Bob', 'Carol', ...malicious.keys()]
  const others = new Map<string, Person>()
  const ofAll = (name: string) => malicious.get(name) ?? others.get(name) ?? person(name)
  /** What somebody may not do fails, and is no concern here. */
  const attempt = (promise: Promise<unknown>) =>
    world.settle(
      promise.then(
        () => true,
        () => false,
      ),
    )
  const tell = (what: string) => story.push(what)
  const life = { world, alice, spaceId, random, malicious, people, ofAll, tell, attempt }
  const note = await createNoteActs(life)
  const snapshots = createSnapshotActs(life, note.docId, FORGED)
  const home = { spaceId, note, snapshots }
  const inVain = createInVainActs(life, home, others, join, seed, FORGED)
  const rivals = createRivalActs(life, others, join, seed)

  async function end() {
    if (!eveIsIn) return
    tell('Alice removes Eve')
    const userId = await idOf(eve, spaceId)
    eveIsIn = !(await attempt(alice.page.members.remove({ spaceId, userId })))
  }

  const acts: Record<string, () => Promise<unknown>> = {
    async post() {
      const name = random.pick(everybody)
      const text = `${name} ${story.length}`
      tell(`${name} posts ${text}`)
      const done = await attempt(ofAll(name).page.feed.post({ spaceId, text }))
      if (done && name === 'Alice') byAlice.push(`Alice: ${text}`)
    },
    async comment() {
      const name = random.pick(everybody)
      const { items } = await ofAll(name).page.feed.window({
        ...{ spaceId, filter: 'everything', offset: 0, limit: 200 },
      })
      if (items.length === 0) return
      const { itemId } = random.pick(items)
      tell(`${name} comments`)
      await attempt(ofAll(name).page.comments.add({ spaceId, itemId, text: `by ${name}` }))
    },
    async cut() {
      const name = random.pick(everybody)
      tell(`${name} is cut off`)
      ofAll(name).network.setOnline(false)
    },
    async heal() {
      const name = random.pick(everybody)
      tell(`${name} is linked`)
      ofAll(name).network.setOnline(true)
    },
    async kill() {
      const name = random.pick(everybody)
      tell(`${name} is killed`)
      await ofAll(name).killAndRestart()
    },
    async role() {
      const name = random.pick(['Bob', 'Bob', 'Carol', 'Carol', ...malicious.keys()])
      const role = random.pick(['editor', 'commenter', 'viewer', 'admin'] as const)
      tell(`Alice makes ${name} ${role}`)
      const userId = await idOf(ofAll(name), spaceId)
      await attempt(alice.page.members.setRole({ spaceId, userId, role }))
    },
    async remove() {
      if (random.chance(0.6)) return
      await end()
    },
    async forge() {
      const [name, forging] = random.pick([...malicious])
      const forger = createForger(forging, spaceId)
      const client = clientIdFor(forger.tag, 5000 + forgeries++)
      const struct = {
        parent: 'items',
        parentSub: `${`f${forgeries}`.padEnd(21, 'x')}A`,
        content: [{ kind: 'message', order: 9, at: 1, text: FORGED }],
      }
      const update = (of: number, clock = 0) =>
        craftUpdate({ blocks: [{ client: of, clock, structs: [struct] }] })
      const kind = random.pick(['other client', 'gap', 'heads', 'chain'] as const)
      tell(`${name} forges: ${kind}`)
      const victim = createForger(alice, spaceId).tag
      const forged = {
        'other client': () => forger.seal({ payload: update(clientIdFor(victim, 7)) }),
        gap: () => forger.seal({ payload: update(client, 4) }),
        heads: () => forger.seal({ payload: update(client), logHeads: forger.founding() }),
        chain: () =>
          forger.seal({
            payload: update(client),
            seq: forgedSeq + 40,
            prev: 'B'.repeat(42).concat('A'),
          }),
      }[kind]
      forgedSeq += 1
      // From here on the forger's own chain is stuck at everybody else.
      if (forger.head()) await forger.offer(forged())
    },
    /** Eve tells Alice and Bob one thing and Carol another, under one number and one clock. */
    async equivocate() {
      if (twins++ > 0) return
      tell('Eve tells Carol something else than the others')
      const backup = copyDisk(eve.profile.storage)
      person('Carol').network.setOnline(false)
      eve.network.setOnline(true)
      const one = createForger(eve, spaceId)
      // In every second life nothing proves it: no clock is written twice.
      const [here, there] = seed % 2 === 0 ? [998, 999] : [999, 999]
      unproven ||= here !== there
      await one.offer(one.seal({ payload: one.post('yes', here) }))
      await world.pass(5_000)
      for (const name of ['Alice', 'Bob', 'Eve']) ofAll(name).network.setOnline(false)
      person('Carol').network.setOnline(true)
      const twin = await world.person('Eve', backup)
      const other = createForger(twin, spaceId)
      await other.offer(other.seal({ payload: other.post('no', there) }))
      await world.pass(5_000)
      twin.network.setOnline(false)
    },
    async restore() {
      for (const one of [...people.values(), ...malicious.values()]) one.network.setOnline(true)
      await world.pass(30_000)
      const backup = copyDisk(person('Carol').profile.storage)
      await attempt(person('Carol').page.feed.post({ spaceId, text: 'after the backup' }))
      await world.pass(10_000)
      tell('Carol goes on from a backup')
      restored.add('Carol')
      person('Carol').network.setOnline(false)
      people.set('Carol', await world.person('Carol', backup))
      await world.pass(20_000)
    },
    wait: () => world.pass(random.below(20_000)),
    ...note.acts,
    ...snapshots.acts,
  }
  const weights = [
    ...['post', 'post', 'post', 'comment', 'comment', 'cut', 'heal', 'kill', 'role', 'role'],
    ...[
      'remove',
      'forge',
      'wait',
      'wait',
      ...(random.chance(0.7)
        ? [
            'write',
            'write',
            'write',
            'snapshot',
            'snapshot',
            'snapshot',
            'snapshot',
            'forgeSnapshot',
          ]
        : []),
      ...(random.chance(0.4) ? ['write', 'write', 'erase', 'erase'] : []),
      ...(random.chance(0.3) ? ['prune', 'prune'] : []),
      ...(random.chance(0.2) ? ['restore'] : []),
      ...(random.chance(0.3) ? ['equivocate'] : []),
    ],
  ]
  for (let step = 0; step < STEPS; step++) {
    await acts[random.pick(weights)]?.()
    await world.pass(random.below(1_000))
    await inVain.step(step)
    await rivals.step(step)
  }

  // Until somebody says which of the two histories counts, each keeps the one it has.
  if (unproven) await end()
  tell('everything is well again')
  for (const one of [...people.values(), ...malicious.values()]) one.network.setOnline(true)
  for (const one of others.values()) one.network.setOnline(true)
  await world.pass(QUIET_MS)
  // What would prove it went beneath an erasing snapshot before the two histories met: nothing proves it any more.
  const told = await Promise.all([...people.values()].map((one) => accusedBy(one, spaceId)))
  if (twins > 0 && eveIsIn && !told.flat().includes('Eve')) {
    await end()
    await world.pass(QUIET_MS)
  }
  const dan = await join('Dan', 'viewer')
  await world.pass(60_000)
  const members = [...people.values(), ...rivals.staying(), dan]
  const read = async (one: Person) => [
    ...(await linesOf(one, spaceId)).toSorted(),
    ...(await note.read(one)),
  ]
  const seen: (readonly string[])[] = []
  for (const one of members) seen.push(await read(one))
  for (const one of members) {
    snapshots.readAfresh(one)
    seen.push(await read(one))
  }
  const accused = (await Promise.all(members.map((one) => accusedBy(one, spaceId)))).flat()
  const newest = createForger(alice, spaceId).state()
  const ofEve = openEpochs(newest, createForger(eve, spaceId).identity)
  return {
    seen,
    seenInGroup: await inVain.seenInGroup(linesOf),
    byAlice,
    lost: note.kept().filter((text) => !seen[0]?.includes(text)),
    left: note.left(members),
    forged: seen
      .flat()
      .filter(
        (line) =>
          line.includes(FORGED) &&
          ![...malicious.keys()].some((name) => line.startsWith(`${name}: `)),
      ),
    leaked: !eveIsIn && ofEve.some(({ epochId }) => epochId === newest.currentEpoch),
    accused: accused.filter((name) => !malicious.has(name) && !restored.has(name)),
    story: [`seed ${seed}`, ...story],
  }
}
