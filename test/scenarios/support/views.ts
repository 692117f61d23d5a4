import type { DeviceId, SpaceId, UserId } from '../../../src-core/base/ids.ts'
import type { SpaceSummary, SpaceView } from '../../../src-core/bridge/contract.ts'
import { linesOf, type Page, type Person, type World } from './world.ts'

/** What a stream says first. */
export const first = <T>(watch: (told: (value: T) => void) => () => void): Promise<T> =>
  new Promise((resolve) => {
    const stop = watch((value) => {
      resolve(value)
      setImmediate(() => stop())
    })
  })

export const spacesOf = async ({ page }: Person) =>
  (await first<SpaceSummary[]>((told) => page.spaces.watch(undefined, told))).filter(
    ({ sample }) => !sample,
  )
export const groupsOf = async (person: Person) =>
  (await spacesOf(person)).filter(({ parent }) => parent !== null)
export const viewOf = ({ page }: Person, spaceId: SpaceId) =>
  first<SpaceView>((told) => page.spaces.view({ spaceId }, told))
export const idOf = async (person: Person, spaceId: SpaceId): Promise<UserId> =>
  (await viewOf(person, spaceId)).self.userId
export const holds = async (person: Person, spaceId: SpaceId) =>
  (await spacesOf(person)).some((one) => one.spaceId === spaceId)

type Offer = Parameters<Parameters<Page['devices']['watch']>[1]>[0]
export const devicesOf = ({ page }: Person) =>
  first<Offer>((told) => page.devices.watch(undefined, told))
/** Undefined while a host starts anew. */
export const selfOf = async (person: Person): Promise<DeviceId | undefined> =>
  (await devicesOf(person).catch(() => undefined))?.devices.find(({ self }) => self)?.deviceId

/** Lets time pass until the device has taken new keys (rule 11). */
export const renewed = (world: World, person: Person, before: DeviceId | undefined) =>
  world.until(async () => {
    const now = await selfOf(person)
    return now !== undefined && now !== before
  })

/** A machine before the first run becomes one more device of a person's. */
export async function addDevice(world: World, machine: Person, helper: Person) {
  const { link } = await world.settle(helper.page.devices.offer())
  const joined = machine.page.devices.join({ link, language: 'en' })
  await world.until(async () => (await devicesOf(helper)).offer?.state === 'asked')
  await world.settle(helper.page.devices.confirm())
  await world.settle(joined)
}

/** Lets time pass until all of them see exactly these lines, in whatever order. */
export const see = (
  world: World,
  people: readonly Person[],
  spaceId: SpaceId,
  lines: readonly string[],
) =>
  world.until(async () => {
    const seen = await Promise.all(
      people.map(async (one) => ((await holds(one, spaceId)) ? linesOf(one, spaceId) : [])),
    )
    return seen.every((one) => `${one.toSorted()}` === `${lines.toSorted()}`)
  })
