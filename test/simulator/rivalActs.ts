import { createSeededRandom } from '../../src-core/testing/seededRandom.ts'
import { idOf } from '../scenarios/support/views.ts'
import type { Person } from '../scenarios/support/world.ts'
import type { Life } from './noteActs.ts'

type Join = (name: string, role: 'editor') => Promise<Person>

const STEPS = 24

/**
 * In some lives two admins, Rosa and Sven, remove each other while they are apart, and the others hear of one of that
 * first. Rosa came first and stays (rule 4). It has random numbers of its own, so that the stories of the other lives stay
 * what they are.
 */
export function createRivalActs(life: Life, others: Map<string, Person>, join: Join, seed: number) {
  const random = createSeededRandom(`Rivals ${seed}`)
  const { world, alice, spaceId, tell, attempt, ofAll } = life
  const begins = random.chance(0.2) ? random.below(18) : STEPS

  async function post(name: string) {
    tell(`${name} posts`)
    const text = `${name} ${random.below(1e6)}`
    await attempt(ofAll(name).page.feed.post({ spaceId, text }))
    await world.pass(random.below(2_000))
  }

  async function begin() {
    for (const name of life.people.keys()) ofAll(name).network.setOnline(true)
    for (const name of ['Rosa', 'Sven']) {
      const one = await join(name, 'editor')
      others.set(name, one)
      await world.pass(5_000)
      const userId = await idOf(one, spaceId)
      await attempt(alice.page.members.setRole({ spaceId, userId, role: 'admin' }))
      await world.pass(5_000)
    }
    const [rosa, sven] = [ofAll('Rosa'), ofAll('Sven')]
    const ids = { Rosa: await idOf(rosa, spaceId), Sven: await idOf(sven, spaceId) }
    const away = random.pick([['Rosa'], ['Sven'], ['Rosa', 'Sven'], ['Alice', 'Rosa']])
    for (const name of away) ofAll(name).network.setOnline(false)
    tell(`Rosa and Sven remove each other, ${away.join(' and ')} being away`)
    const removals = [
      () => attempt(rosa.page.members.remove({ spaceId, userId: ids.Sven })),
      () => attempt(sven.page.members.remove({ spaceId, userId: ids.Rosa })),
    ]
    for (const remove of random.chance(0.5) ? removals : removals.reverse()) {
      await remove()
      await world.pass(random.below(3_000))
    }
    for (const name of random.chance(0.5) ? ['Rosa', 'Sven'] : ['Rosa']) await post(name)
    if (random.chance(0.5)) for (const name of away) ofAll(name).network.setOnline(true)
    if (random.chance(0.3)) await rosa.killAndRestart()
  }

  return {
    async step(at: number) {
      if (at === begins) await begin()
      else if (at > begins && random.chance(0.15)) await post(random.pick(['Rosa', 'Sven']))
    },
    /** Who is a member for good. */
    staying: (): readonly Person[] => (others.has('Rosa') ? [ofAll('Rosa')] : []),
  }
}
