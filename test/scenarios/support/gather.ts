import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { Role } from '../../../src-core/bridge/contract.ts'
import type { Storage } from '../../../src-core/ports/index.ts'
import { createWorld, linesOf, type Person, type World, type WorldOptions } from './world.ts'

export interface Gathering {
  readonly world: World
  readonly alice: Person
  readonly spaceId: SpaceId
  /** Lets somebody new in by a link of Alice's; `disk`: an empty one that the test looks into. */
  join(
    name: string,
    role: 'editor' | 'commenter' | 'viewer' | 'guest',
    expiresAt?: number,
    disk?: Storage,
  ): Promise<Person>
  /** Lets time pass until all of them see the same feed, with at least so many lines. */
  converge(people: readonly Person[], lines: number): Promise<string[]>
}

export const roleOf = async ({ page }: Person, spaceId: SpaceId): Promise<Role> =>
  new Promise((resolve) => {
    const stop = page.spaces.view({ spaceId }, (view) => {
      resolve(view.role)
      setImmediate(() => stop())
    })
  })

/** Alice with a Space of her own, into which others can be asked. */
export async function gather(seed: string, options: WorldOptions = {}): Promise<Gathering> {
  const world = createWorld(seed, options)
  const alice = await world.person('Alice')
  const { spaceId } = await world.settle(alice.page.spaces.create({ name: 'Loft' }))

  return {
    world,
    alice,
    spaceId,
    async join(name, role, expiresAt, disk) {
      const person = await world.person(name, disk)
      if (disk) await world.settle(person.page.app.create({ name, language: 'en' }))
      const { webLink } = await world.settle(
        alice.page.invitations.create({ spaceId, role, expiresAt: expiresAt ?? null, maxUses: 1 }),
      )
      await world.settle(person.page.invitations.join({ link: webLink }))
      return person
    },
    async converge(people, lines) {
      const all = () => Promise.all(people.map((person) => linesOf(person, spaceId)))
      await world.until(async () => {
        const [first = [], ...others] = await all()
        return (
          first.length >= lines &&
          others.every((other) => JSON.stringify(other) === JSON.stringify(first))
        )
      })
      return (await all())[0] ?? []
    },
  }
}
