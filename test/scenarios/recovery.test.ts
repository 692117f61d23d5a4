import { describe, expect, test } from 'vitest'
import type { SpaceId } from '../../src-core/base/ids.ts'
import { createMemoryStorage } from '../../src-core/ports/memory/index.ts'
import { gather, roleOf } from './support/gather.ts'
import { linesOf, type Page, type Person, type World } from './support/world.ts'

type Watched = Parameters<Parameters<Page['devices']['watch']>[1]>[0]

const offerOf = ({ page }: Person): Promise<Watched['offer']> =>
  new Promise((resolve) => {
    const stop = page.devices.watch(undefined, ({ offer }) => {
      resolve(offer)
      setImmediate(() => stop())
    })
  })
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error) => error.code,
  )

const membersOf = (
  { page }: Person,
  spaceId: SpaceId,
): Promise<{ userId: string; name: string }[]> =>
  new Promise((resolve) => {
    const stop = page.members.watch({ spaceId }, ({ members }) => {
      resolve(members.map(({ person }) => person))
      setImmediate(() => stop())
    })
  })

/** An empty machine with the words of the kit, helped by somebody with whom Alice shares a Space. */
async function comeBackBy(world: World, words: readonly string[] | null, helper: Person) {
  const machine = await world.person('Alice', createMemoryStorage())
  const kit = { words: (words ?? []).join(' '), name: 'Alice', language: 'en' } as const
  await world.settle(machine.page.recovery.restore(kit))
  helper.network.setOnline(true)
  const { link } = await world.settle(helper.page.devices.help())
  const back = machine.page.recovery.comeBack({ link })
  await world.until(async () => (await offerOf(helper))?.state === 'asked')
  await world.settle(helper.page.devices.confirm())
  await world.settle(back)
  return machine
}

describe('a person who lost every device', () => {
  test('comes back by the words of the kit: the same person, role and content', async () => {
    const { world, alice, spaceId, join, converge } = await gather('recovery')
    const bob = await join('Bob', 'editor')
    await world.settle(alice.page.feed.post({ spaceId, text: 'written by Alice' }))
    await world.settle(bob.page.feed.post({ spaceId, text: 'written by Bob' }))
    await converge([alice, bob], 2)
    const { words } = await world.settle(alice.page.recovery.words())
    expect(words).toHaveLength(18)
    alice.network.setOnline(false)

    const machine = await world.person('Alice', createMemoryStorage())
    const written = (words ?? []).join(' ')
    const restore = (text: string) =>
      world.settle(
        codeOf(machine.page.recovery.restore({ words: text, name: 'Alice', language: 'en' })),
      )
    const wrong = (words ?? []).with(4, 'hello').join(' ')
    expect(await restore(wrong)).toBe('KIT_WRONG')
    expect(await world.settle(machine.page.recovery.check({ words: wrong }))).toEqual({
      ...{ ok: false, wrong: [4], have: 18, of: 18 },
    })
    expect(await restore(written)).toBe('accepted')

    const { link } = await world.settle(bob.page.devices.help())
    const back = machine.page.recovery.comeBack({ link })
    await world.until(async () => (await offerOf(bob))?.state === 'asked')
    expect((await offerOf(bob))?.asking).toMatchObject({ name: 'Alice' })
    await world.settle(bob.page.devices.confirm())
    await world.settle(back)
    expect(await roleOf(machine, spaceId)).toBe('owner')
    expect(await converge([machine, bob], 2)).toEqual([
      'Alice: written by Alice',
      'Bob: written by Bob',
    ])
    await world.settle(machine.page.feed.post({ spaceId, text: 'back again' }))
    expect(await converge([machine, bob], 3)).toContain('Alice: back again')
    expect([machine.log, bob.log]).toEqual([[], []])
  })

  test('comes back among viewers only: they hand back the log, and the kit opens the keys', async () => {
    const { world, alice, spaceId, join, converge } = await gather('viewers', { mailbox: true })
    const [vera, carol] = [await join('Vera', 'viewer'), await join('Carol', 'editor')]
    await world.settle(alice.page.feed.post({ spaceId, text: 'written by Alice' }))
    await converge([alice, vera, carol], 1)
    const { userId } = (await membersOf(alice, spaceId)).find(({ name }) => name === 'Carol') ?? {}
    await world.settle(alice.page.members.setRole({ spaceId, userId, role: 'viewer' } as never))
    await world.settle(alice.page.feed.post({ spaceId, text: 'under another key' }))
    const { words } = await world.settle(alice.page.recovery.words())
    // What Alice wrote last is with the relay only.
    await converge([alice, vera, carol], 2)
    vera.network.setOnline(false)
    carol.network.setOnline(false)
    await world.settle(alice.page.feed.post({ spaceId, text: 'to nobody but the mailbox' }))
    await world.pass(60_000)
    alice.network.setOnline(false)

    const machine = await comeBackBy(world, words, vera)
    vera.network.setOnline(false)
    expect(await linesOf(machine, spaceId)).not.toContain('Alice: to nobody but the mailbox')
    expect(await roleOf(machine, spaceId)).toBe('owner')
    await world.until(async () =>
      (await linesOf(machine, spaceId)).includes('Alice: to nobody but the mailbox'),
    )
    vera.network.setOnline(true)
    await world.settle(machine.page.feed.post({ spaceId, text: 'back again' }))
    expect(await converge([machine, vera], 4)).toContain('Alice: back again')
    expect([machine.log, vera.log]).toEqual([[], []])
  })

  test('is given nothing by people who share no Space, and nobody comes back as somebody else', async () => {
    const { world, alice, join } = await gather('impostor')
    const bob = await join('Bob', 'editor')
    const eve = await world.person('Eve')
    const { link } = await world.settle(bob.page.devices.help())
    expect(await world.settle(codeOf(eve.page.recovery.comeBack({ link })))).toBe('DEVICE_REFUSED')
    expect((await offerOf(bob))?.state).toBe('waiting')
    expect(await world.settle(codeOf(alice.page.recovery.comeBack({ link: 'x' })))).toBe(
      'RETURN_CODE_MALFORMED',
    )
    // A second device has no kit: the root key is on the first.
    const phone = await world.person('Phone', createMemoryStorage())
    const code = await world.settle(alice.page.devices.offer())
    const joined = phone.page.devices.join({ ...code, language: 'en' })
    await world.until(async () => (await offerOf(alice))?.state === 'asked')
    await world.settle(alice.page.devices.confirm())
    await world.settle(joined)
    expect(await world.settle(phone.page.recovery.words())).toEqual({ words: null })
    expect(await linesOf(phone, (await spacesOf(phone))[0] as never)).toBeDefined()
  })
})

const spacesOf = ({ page }: Person): Promise<string[]> =>
  new Promise((resolve) => {
    const stop = page.spaces.watch(undefined, (all) => {
      resolve(all.map(({ spaceId }) => spaceId))
      setImmediate(() => stop())
    })
  })
