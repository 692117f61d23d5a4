import { beforeAll, expect, test } from 'vitest'
import { ready } from '../../src-core/crypto/index.ts'
import { createDeviceOffer } from '../../src-core/host/devices/deviceOffer.ts'
import {
  type DeviceMessage,
  encodeDeviceMessage,
} from '../../src-core/host/devices/deviceProtocol.ts'
import {
  createIdentity,
  deviceLinkSecrets,
  parseDeviceLink,
} from '../../src-core/membership/index.ts'
import { createPeering } from '../../src-core/sync/index.ts'
import { encodeMessage, type SessionMessage } from '../../src-core/sync/messages.ts'
import { createSeededRandom, type SeededRandom } from '../../src-core/testing/seededRandom.ts'
import { createVirtualClock } from '../../src-core/testing/virtualClock.ts'
import { createVirtualDevices } from '../../src-core/testing/virtualDevices.ts'
import { createVirtualNetwork } from '../../src-core/testing/virtualNetwork.ts'
import { messagesOf } from '../vectors/syncExamples.ts'

beforeAll(ready)

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed)
/** So many in any order, some of them again and again. */
const shuffled = <T>(random: SeededRandom, all: readonly T[], count: number) =>
  Array.from({ length: count }, () => random.pick(all))

const id = 'A'.repeat(22) as never
const later: readonly SessionMessage[] = [
  { type: 'own', bytes: new Uint8Array(9) },
  { type: 'wantVersions', ids: [id] },
  { type: 'version', id, key: new Uint8Array(32), blob: new Uint8Array(9) },
  { type: 'versionMissing', id },
  { type: 'group', bytes: new Uint8Array(9) },
  { type: 'snapshots', batch: [new Uint8Array(9)] },
]

test.each(SEEDS)(
  'messages of a session in any order, and again, change nothing of what Alice holds (seed %i)',
  (seed) => {
    const world = createVirtualDevices(`order ${seed}`)
    const { cast, clock, start } = world
    const random = createSeededRandom(seed)
    const alice = start('alice', cast.alice)
    alice.replica.write(new Uint8Array(9))
    const before = alice.replica.accepted()
    const rude = start('bob', cast.bob, undefined, { speechless: true })
    const messages = [...messagesOf().map(({ bytes }) => bytes), ...later.map(encodeMessage)]
    // A hello first half of the time: otherwise the link ends at once.
    const [hello] = messages as [Uint8Array]
    rude.peering.onLink((link) => {
      if (seed % 2 === 0) link.send('live', hello)
      const all = messages.filter((one) => one !== hello && one[0] !== 11)
      for (const one of shuffled(random, all, 60))
        link.send(random.pick(['live', 'bulk'] as const), one)
    })
    const reasons: string[] = []
    alice.peering.onLink((link) => link.onClose((reason) => reasons.push(reason)))
    clock.advance(60_000)
    expect(reasons[0] === 'no hello').toBe(seed % 2 === 1)
    expect(alice.replica.accepted()).toEqual(before)
    expect(alice.replica.state().heads).toEqual(cast.state.heads)
  },
)

test.each(SEEDS)(
  'rule 33: messages of a new device in any order, and again, get nothing before a person has agreed (seed %i)',
  (seed) => {
    const clock = createVirtualClock()
    const network = createVirtualNetwork({ clock, seed: `order ${seed}` })
    const random = createSeededRandom(seed)
    const [alice, eve] = [createIdentity(random, clock), createIdentity(random, clock)]
    const common = (name: string) => ({
      ...network.join(name),
      clock,
      random,
      log: () => undefined,
    })
    let granted = 0
    const offer = createDeviceOffer({
      ...{ kind: 'device', identity: alice, relay: 'wss://relay.example', ...common('alice') },
      recognise: () => ({ name: null }),
      takeEntries: () => {
        granted++
        return []
      },
      grant: () => {
        granted++
        return []
      },
    })
    const link = parseDeviceLink(offer.view().link)
    if (!link.ok) throw new Error(link.error)
    const nonce = new Uint8Array(32).fill(1)
    const spaceId = 'A'.repeat(43) as never
    const messages: readonly DeviceMessage[] = [
      { type: 'ask', label: 'phone', commitment: nonce },
      { type: 'reveal', nonce },
      { type: 'nonce', nonce },
      { type: 'entries', spaceId, entries: [nonce] },
      { type: 'done' },
      { type: 'refused' },
    ]
    const peering = createPeering({
      ...{ identity: eve, ...common('eve'), isAllowed: () => true },
      scope: { purpose: 'device', keys: [deviceLinkSecrets(link.value.seed)] },
    })
    peering.onLink((made) => {
      for (const one of shuffled(random, messages, 12)) made.send('live', encodeDeviceMessage(one))
    })
    clock.advance(60_000)
    expect(granted).toBe(0)
    expect(offer.view().asking).toBeNull()
    peering.close()
    offer.close()
  },
)
