import { expect, test } from 'vitest'
import type { SpaceView } from '../../src-core/bridge/contract.ts'
import { cutSnapshot } from '../../src-core/documents/snapshots/index.ts'
import { gather } from '../scenarios/support/gather.ts'
import { linesOf, type Person } from '../scenarios/support/world.ts'
import { createForger } from './support/forger.ts'

test('rule 16: a snapshot that says something else is told, with who signed it, until its maker is out', async () => {
  const { world, alice, spaceId, join, converge } = await gather('refused snapshots')
  const bob = await join('Bob', 'editor')
  const eve = await join('Eve', 'editor')
  await world.settle(bob.page.feed.post({ spaceId, text: 'yes' }))
  const { userId } = createForger(eve, spaceId).identity
  await world.settle(alice.page.members.setRole({ spaceId, userId, role: 'admin' }))
  await converge([alice, bob, eve], 1)
  await world.pass(5_000)

  const forger = createForger(eve, spaceId)
  const { deviceId } = createForger(bob, spaceId).identity
  const { seq: last = 0, hash = '' } = forger.head(deviceId) ?? {}
  const covered = [{ deviceId, logHeads: [], runs: [{ first: 1, before: null, last, hash }] }]
  const made = { generation: 1, parent: null, erases: true, covered, state: forger.post('no') }
  const [payload] = cutSnapshot(made)?.payloads ?? []
  const kind = 'snapshot' as const
  await forger.offer(forger.seal({ payload: payload as Uint8Array, kind }))

  const viewOf = ({ page }: Person) =>
    new Promise<SpaceView>((resolve) => {
      const stop = page.spaces.view({ spaceId }, (view) => {
        resolve(view)
        setImmediate(() => stop())
      })
    })
  const told = async (person: Person) =>
    (await viewOf(person)).notices.map((one) => [one.kind, one.person.name, one.itemId])
  const notice = ['refusedSnapshot', 'Eve', null]
  for (const person of [alice, bob]) {
    await world.until(async () => (await told(person)).length > 0)
    expect(await told(person)).toEqual([notice])
    await person.killAndRestart()
    await world.pass(1_000)
    expect(await told(person)).toEqual([notice])
    expect(await linesOf(person, spaceId)).toEqual(['Bob: yes'])
    expect(person.log.filter((line) => line.startsWith('refused a snapshot'))).toHaveLength(1)
  }
  await world.settle(alice.page.members.remove({ spaceId, userId }))
  for (const person of [alice, bob])
    await world.until(async () => (await told(person)).length === 0)
})
