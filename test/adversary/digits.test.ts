import { beforeAll, describe, expect, test } from 'vitest'
import { ready } from '../../src-core/crypto/index.ts'
import { createDeviceOffer } from '../../src-core/host/devices/deviceOffer.ts'
import {
  type DeviceMessage,
  encodeDeviceMessage,
  parseDeviceMessage,
} from '../../src-core/host/devices/deviceProtocol.ts'
import {
  createIdentity,
  deviceDigits,
  deviceLinkSecrets,
  digitCommitment,
  parseDeviceLink,
} from '../../src-core/membership/index.ts'
import { createPeering, type SecureLink } from '../../src-core/sync/index.ts'
import { createSeededRandom } from '../../src-core/testing/seededRandom.ts'
import { createVirtualClock } from '../../src-core/testing/virtualClock.ts'
import { createVirtualNetwork } from '../../src-core/testing/virtualNetwork.ts'

beforeAll(ready)

/**
 * What stands on the screen of the true new device, where Eve has read it: the first three, which a
 * thousand tries lead to. All six take her a million, some seconds of a machine.
 */
const SEEN = '271'
const TRIES = 20_000

/** Alice shows a code; Eve has photographed it. */
function setUp(seed: string) {
  const clock = createVirtualClock()
  const network = createVirtualNetwork({ clock, seed })
  const random = createSeededRandom(seed)
  const [alice, eve] = [createIdentity(random, clock), createIdentity(random, clock)]
  const common = (name: string) => ({
    ...network.join(name),
    random: createSeededRandom(`${seed} ${name}`),
    log: () => undefined,
  })
  const granted: string[] = []
  const offer = createDeviceOffer({
    ...{ kind: 'device', identity: alice, relay: 'wss://relay.example', ...common('alice') },
    recognise: () => ({ name: null }),
    takeEntries: () => [],
    grant: (_, label) => {
      granted.push(label)
      return [{ type: 'done' }]
    },
  })
  const link = parseDeviceLink(offer.view().link)
  if (!link.ok) throw new Error(link.error)

  /** Eve meets Alice's device with software of her own. */
  function comeIn(
    name: string,
    behave: (link: SecureLink, heard?: DeviceMessage) => void,
    identity = eve,
  ) {
    const peering = createPeering({
      ...{ identity, ...common(name), isAllowed: () => true },
      scope: {
        purpose: 'device',
        keys: [deviceLinkSecrets(link.ok ? link.value.seed : alice.device.publicKey)],
      },
    })
    peering.onLink((made) => {
      made.onMessage((_lane, bytes) => behave(made, parseDeviceMessage(bytes)))
      behave(made)
    })
    clock.advance(30_000)
    return peering
  }
  const phone = createIdentity(random, clock)
  return { clock, offer, comeIn, random, granted, phone }
}

const say = (link: SecureLink, message: DeviceMessage) =>
  link.send('live', encodeDeviceMessage(message))

/** A nonce that leads to the digits she wants. */
function search(transcript: Uint8Array, granting: Uint8Array): Uint8Array {
  const joining = new Uint8Array(32)
  const view = new DataView(joining.buffer)
  for (let tried = 0; tried < TRIES; tried++) {
    view.setUint32(0, tried)
    if (deviceDigits(transcript, { joining, granting }).startsWith(SEEN)) return joining
  }
  throw new Error('not found')
}

describe('rule 33: digits on two screens', () => {
  test('cannot be made equal by somebody who has the code and searches', {
    timeout: 120_000,
  }, () => {
    const { offer, comeIn, granted } = setUp('search')
    let closed: string | undefined
    const shown: (string | undefined)[] = []
    offer.onChange(() => shown.push(offer.view().asking?.digits))
    comeIn('eve', (link, heard) => {
      link.onClose((reason) => {
        closed = reason
      })
      const commitment = digitCommitment(link.transcript, new Uint8Array(32).fill(1))
      if (!heard) say(link, { type: 'ask', label: 'phone', commitment })
      if (heard?.type === 'nonce')
        say(link, { type: 'reveal', nonce: search(link.transcript, heard.nonce) })
    })
    expect(closed).toBeDefined()
    expect(shown.filter((digits) => digits?.startsWith(SEEN))).toEqual([])
    expect(offer.view()).toMatchObject({ state: 'waiting', asking: null })
    expect(granted).toEqual([])
  })

  test('can be drawn again five times, not a thousand', () => {
    const { clock, offer, comeIn, random } = setUp('again')
    for (let times = 0; times < 5; times++) {
      expect(offer.view().state).toBe('waiting')
      const nonce = random.bytes(32)
      const peering = comeIn(`eve ${times}`, (link, heard) => {
        const commitment = digitCommitment(link.transcript, nonce)
        if (!heard) say(link, { type: 'ask', label: 'phone', commitment })
        if (heard?.type === 'nonce') say(link, { type: 'reveal', nonce })
      })
      expect(offer.view().asking?.digits).toMatch(/^\d{6}$/)
      peering.close()
      clock.advance(1_000)
    }
    expect(offer.view().state).toBe('expired')
  })

  test('are not waited for without end: who asks and says no more makes room', () => {
    const { clock, comeIn, phone } = setUp('silent')
    let asked = 0
    comeIn('eve', (link, heard) => {
      const commitment = digitCommitment(link.transcript, new Uint8Array(32))
      if (!heard && asked++ === 0) say(link, { type: 'ask', label: 'phone', commitment })
    })
    clock.advance(20_000)
    const answers: (string | undefined)[] = []
    const ask = (link: SecureLink, heard?: DeviceMessage) => {
      const commitment = digitCommitment(link.transcript, new Uint8Array(32))
      if (heard) answers.push(heard.type)
      else say(link, { type: 'ask', label: 'phone', commitment })
    }
    comeIn('phone', ask, phone)
    expect(asked).toBeGreaterThan(0)
    expect(answers[0]).toBe('nonce')
  })
})
