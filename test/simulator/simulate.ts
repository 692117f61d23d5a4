import type * as Y from 'yjs'
import { type ItemId, idFromBytes } from '../../src-core/base/ids.ts'
import { createInvite } from '../../src-core/membership/index.ts'
import { OPEN } from '../../src-core/testing/cast.ts'
import {
  copyDisk,
  createReplicaDisk,
  type ReplicaDisk,
} from '../../src-core/testing/memberReplica.ts'
import type { SeededRandom } from '../../src-core/testing/seededRandom.ts'
import { createVirtualDevices } from '../../src-core/testing/virtualDevices.ts'
import { type Process, randomFor, startProcess, type World } from './simulatedDevice.ts'

const NAMES = ['alice', 'bob', 'carol'] as const
type Name = (typeof NAMES)[number]

const STEPS = 30
/** Everything that was cut off finds together within this, ms. */
const QUIET_MS = 180_000

export interface Outcome {
  readonly written: ReadonlySet<ItemId>
  readonly processes: readonly Process[]
  /** What happened, for a failing seed. */
  readonly story: readonly string[]
}

/** One life of a Space on three devices, decided by its seed alone. */
export function simulate(seed: number): Outcome {
  const random = randomFor(seed)
  const world = createVirtualDevices(`simulation ${seed}`, {
    loss: random.unit() * 0.3,
    duplicate: random.unit() * 0.3,
    jitterMs: random.pick([0, 20, 300]),
    latencyMs: random.pick([1, 5, 80]),
    iceTimeoutMs: random.pick([null, 5_000, 15_000]),
  })
  const life = createLife(world, random)
  for (let step = 0; step < STEPS; step++) {
    life.step()
    world.clock.advance(random.pick([0, 3, 50, 1_000, 20_000]))
  }
  return life.end()
}

function createLife(world: World, random: SeededRandom) {
  const { cast, clock, network } = world
  const disks = new Map<Name, ReplicaDisk>()
  const running = new Map<Name, Process>()
  const written = new Set<ItemId>()
  const story: string[] = []
  const founding = cast.founded.entries.map(({ bytes }) => bytes)

  const diskOf = (name: Name): ReplicaDisk => {
    // Alice may have lost what came after the founding: the others bring it back.
    const log = name === 'alice' && random.chance(0.2) ? founding : world.log
    const disk = disks.get(name) ?? createReplicaDisk(log)
    disks.set(name, disk)
    return disk
  }
  const tell = (what: string) => story.push(`${clock.elapsed} ms: ${what}`)

  const start = (name: Name) => {
    tell(`${name} starts`)
    running.set(name, startProcess(world, name, cast[name], diskOf(name), random))
  }
  const kill = (name: Name) => {
    tell(`${name} is killed`)
    network.crash(name)
    running.delete(name)
    disks.set(name, copyDisk(diskOf(name)))
  }

  const post = (process: Process) => {
    const itemId = idFromBytes<ItemId>(random.bytes(16))
    written.add(itemId)
    process.post(itemId, `text ${random.below(1000)}`, clock.now())
  }
  const write = (process: Process) => {
    const items = process.itemIds()
    const many = random.chance(0.05) ? 80 : 1
    tell(`${process.device.name} writes ${many}`)
    for (let i = 0; i < many; i++)
      if (items.length > 0 && random.chance(0.3)) process.edit(random.pick(items), 'edited')
      else post(process)
  }
  const invite = ({ device }: Process) => {
    tell(`${device.name} invites`)
    const state = device.replica.state()
    if (!state.members.has(device.identity.userId)) return
    const made = createInvite(device.identity, state, OPEN, random, clock)
    device.replica.addLog([made.entry.bytes])
  }

  const disturb = () => {
    const name = random.pick(NAMES)
    const process = running.get(name)
    if (!process || random.chance(0.3)) return process ? kill(name) : start(name)
    const kind = random.below(5)
    const [apart, ...others] = [name, ...NAMES.filter((one) => one !== name)]
    if (kind === 0) {
      tell(`${name} is cut off`)
      network.partition([apart], others)
    } else if (kind === 1) {
      tell('the network is whole')
      network.heal()
    } else if (kind === 2) {
      tell(`${name} changes its relay connection`)
      process.device.node.signaling.setOnline(random.chance(0.5))
    } else if (kind === 3) {
      tell(`${name} changes its transport page`)
      process.device.node.transport.setAvailable(random.chance(0.5))
    } else invite(process)
  }

  return {
    step() {
      const process = running.get(random.pick(NAMES))
      if (process && random.chance(0.55)) write(process)
      else disturb()
    },
    end(): Outcome {
      tell('everything is well again')
      network.heal()
      for (const name of NAMES) if (!running.has(name)) start(name)
      for (const { device } of running.values()) {
        device.node.signaling.setOnline(true)
        device.node.transport.setAvailable(true)
      }
      clock.advance(QUIET_MS)
      return { written, processes: [...running.values()], story }
    },
  }
}

/** A document's content, whatever order it came in. */
export const contentOf = (doc: Y.Doc): string => {
  const maps = [...doc.share.keys()].sort()
  return JSON.stringify(
    maps.map((name) => [name, Object.entries(doc.getMap(name).toJSON()).sort()]),
  )
}
