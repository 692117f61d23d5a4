import type { SpaceId } from '../../src-core/base/ids.ts'
import { createMemoryStorage } from '../../src-core/ports/memory/index.ts'
import { createSeededRandom } from '../../src-core/testing/seededRandom.ts'
import { addDevice, idOf } from '../scenarios/support/views.ts'
import type { Person } from '../scenarios/support/world.ts'
import { createNoteActs, type Life } from './noteActs.ts'
import { createSnapshotActs } from './snapshotActs.ts'

type Join = (name: string, role: 'editor') => Promise<Person>
type Note = Awaited<ReturnType<typeof createNoteActs>>
type Snapshots = ReturnType<typeof createSnapshotActs>

/** Where somebody comes in: the Space, or a hidden group of it. */
interface Place {
  readonly spaceId: SpaceId
  readonly note: Note
  readonly snapshots: Snapshots
}

const STEPS = 24
const TALES = ['space', 'space', 'lowered', 'group'] as const

/**
 * In some lives Victor, an admin, lets Gus in while Alice, who is cut off, removes or lowers Victor. The others take
 * what Gus writes, build on it and sign it until they hear of that. It has random numbers of its own, so that the
 * stories of the other lives stay what they are.
 */
export function createInVainActs(
  life: Life,
  home: Place,
  /** Whom `life.ofAll` finds from then on. */
  others: Map<string, Person>,
  join: Join,
  seed: number,
  forgedText: string,
) {
  const random = createSeededRandom(`Gus ${seed}`)
  const { world, alice, tell, attempt, ofAll } = life
  const begins = random.chance(0.25) ? random.below(18) : STEPS
  const tale = random.pick(TALES)
  let place = home

  const without = (names: readonly string[], done: () => Promise<unknown>) => {
    for (const name of names) ofAll(name).network.setOnline(false)
    return done()
  }

  async function createGroup(people: readonly Person[]): Promise<Place | undefined> {
    const ids = await Promise.all(people.map((person) => idOf(person, life.spaceId)))
    const made = alice.page.groups.create({ parent: life.spaceId, name: 'For few', people: ids })
    const spaceId = await world.settle(
      made.then(
        (group) => group.spaceId,
        () => undefined,
      ),
    )
    if (!spaceId) return undefined
    const inGroup = { ...life, spaceId, random }
    const note = await createNoteActs(inGroup)
    return { spaceId, note, snapshots: createSnapshotActs(inGroup, note.docId, forgedText) }
  }

  /** True once Gus is in, as far as Victor knows. */
  async function letIn(victor: Person): Promise<boolean> {
    const role = random.pick(['editor', 'editor', 'editor', 'commenter'] as const)
    if (tale === 'group') {
      const { spaceId } = place
      const people = [await idOf(ofAll('Gus'), life.spaceId)]
      return attempt(victor.page.groups.add({ spaceId, people }))
    }
    const gus = await world.person('Gus')
    const made = victor.page.invitations.create({
      ...{ spaceId: life.spaceId, role, expiresAt: null, maxUses: 1 },
    })
    const link = await world.settle(
      made.then(
        ({ webLink }) => webLink,
        () => undefined,
      ),
    )
    if (!link) return false
    others.set('Gus', gus)
    return attempt(gus.page.invitations.join({ link }))
  }

  async function begin() {
    for (const name of life.people.keys()) ofAll(name).network.setOnline(true)
    const victor = await join('Victor', 'editor')
    others.set('Victor', victor)
    if (tale === 'group') others.set('Gus', await join('Gus', 'editor'))
    await world.pass(5_000)
    const bob = ofAll('Bob')
    const userId = await idOf(victor, life.spaceId)
    if (tale === 'group') place = (await createGroup([bob, victor])) ?? home
    const { spaceId } = place
    if (random.chance(0.6)) {
      const ofBob = await idOf(bob, life.spaceId)
      await attempt(alice.page.members.setRole({ spaceId, userId: ofBob, role: 'admin' }))
    }
    await attempt(alice.page.members.setRole({ spaceId, userId, role: 'admin' }))
    await write('Victor')
    await world.pass(10_000)
    const cut = random.chance(0.4) ? ['Alice', 'Carol'] : ['Alice']
    await without(cut, async () => {
      tell(`Victor lets Gus into the ${tale}, without ${cut.join(' and ')}`)
      if (!(await letIn(victor))) tell('in vain: he cannot')
      await world.pass(5_000)
      for (let left = 1 + random.below(4); left > 0; left--) await goOn()
      const { members } = alice.page
      if (tale === 'lowered') {
        tell('Alice makes Victor editor')
        await attempt(members.setRole({ spaceId, userId, role: 'editor' }))
      } else {
        tell('Alice removes Victor')
        await attempt(members.remove({ spaceId, userId }))
      }
    })
    // Else whatever happens next links her.
    if (random.chance(0.5)) alice.network.setOnline(true)
  }

  const write = (name: string) => place.note.write(name)

  /** What those do who know of nothing, and whoever was let in. */
  const more: Record<string, () => Promise<unknown>> = {
    writes: () => write('Gus'),
    answers: () => write(random.pick(['Bob', 'Carol'])),
    async posts() {
      tell('Gus posts')
      const { spaceId } = place
      await attempt(ofAll('Gus').page.feed.post({ spaceId, text: `Gus ${random.below(1e6)}` }))
    },
    async signs() {
      const name = random.pick(['Bob', 'Bob', 'Carol', 'Alice'])
      const erases = random.chance(0.4)
      if (place.snapshots.sign(ofAll(name), place.note.docId, erases))
        tell(`${name} signs a snapshot of the note${erases ? ', erasing' : ''}`)
    },
    async rotates() {
      tell('Gus makes new keys')
      await attempt(ofAll('Gus').page.members.rotate({ spaceId: place.spaceId }))
    },
    async brings() {
      if (others.has('Gus’s phone') || tale === 'group') return
      tell('Gus brings in a phone')
      const phone = await world.person('Gus’s phone', createMemoryStorage())
      await addDevice(world, phone, ofAll('Gus')).then(
        () => others.set('Gus’s phone', phone),
        () => tell('which comes to nothing'),
      )
    },
    async phones() {
      if (others.has('Gus’s phone')) await write('Gus’s phone')
    },
    kills: () => ofAll(random.pick(['Gus', 'Victor'])).killAndRestart(),
  }
  const WEIGHTS = [
    ...['writes', 'writes', 'writes', 'answers', 'answers', 'answers', 'posts', 'signs', 'signs'],
    ...['rotates', 'brings', 'phones', 'phones', 'kills'],
  ]
  async function goOn() {
    if (!others.has('Gus')) return
    await more[random.pick(WEIGHTS)]?.()
    await world.pass(random.below(3_000))
  }

  return {
    /** What of it happens behind a step of the life. */
    async step(at: number) {
      if (at === begins) await begin()
      else if (at > begins && random.chance(0.3)) await goOn()
    },
    /** What those see who are in the group for good: as it is, then read from snapshots and envelopes alone. */
    async seenInGroup(lines: (person: Person, spaceId: SpaceId) => Promise<string[]>) {
      if (place === home) return []
      const seen: string[][] = []
      const members = [alice, ofAll('Bob')]
      const look = async () => {
        for (const one of members)
          seen.push([
            ...(await lines(one, place.spaceId)).toSorted(),
            ...(await place.note.read(one)),
          ])
      }
      await look()
      for (const one of members) place.snapshots.readAfresh(one)
      await look()
      return seen
    },
  }
}
