import type { DeviceOffer } from '../../../src-core/bridge/contract/devices.ts'

/** What happens on the other screen; a test says when. */
export interface OtherScreen {
  /** A new device has asked with the code that is shown. */
  ask(): void
  /** This device, which is being added, has come so far. */
  join(state: 'reaching' | 'compare' | 'receiving' | 'none'): void
}

/** Three devices of Alice's; one of them was taken out when another took its place. */
export function createStageDevices(renewal: string) {
  let tell: () => void = () => {}
  let tellJoining: (value: unknown) => void = () => {}
  // `out`: the one that shows this was taken out itself.
  const isOut = renewal === 'out'
  let now = isOut ? 'none' : renewal
  let offer: DeviceOffer | null = null
  const device = (digit: number, label: string, revoked = false) => ({
    deviceId: `${digit}`.repeat(22),
    label,
    self: digit === 0,
    addedAt: Date.UTC(2026, 8, 3 + digit),
    lastSeenAt: digit === 1 ? Date.UTC(2026, 10, 20, 9, 30) : null,
    spaces: revoked ? 0 : 2,
    revoked,
  })
  const devices = [device(0, 'Laptop', isOut), device(1, 'Phone'), device(2, 'Laptop', true)]
  const show = (next: DeviceOffer | null) => {
    offer = next
    tell()
  }
  const begin = (kind: DeviceOffer['kind']) => async () => {
    const link = 'foyer://device/#code-of-the-stage'
    show({ kind, link, expiresAt: 0, state: 'waiting', asking: null })
    return { link }
  }
  const digits = '042517'
  const screen: OtherScreen = {
    ask: () =>
      offer &&
      show({ ...offer, state: 'asked', asking: { label: 'computer', name: 'Bob', digits } }),
    join: (state) => tellJoining({ state, digits, name: 'Alice' }),
  }
  Object.assign(window, { otherScreen: screen })
  return {
    watch(_: unknown, emit: (value: unknown) => void) {
      tell = () => emit({ canAdd: true, devices, offer, renewal: now })
      tell()
      return () => {}
    },
    async renew() {
      now = 'none'
      tell()
    },
    offer: begin('device'),
    help: begin('return'),
    confirm: async () => offer && show({ ...offer, state: 'done', asking: null }),
    cancelOffer: async () => show(null),
    joining(_: unknown, emit: (value: unknown) => void) {
      tellJoining = emit
      emit({ state: 'none' })
      return () => {}
    },
    join: () => new Promise(() => {}),
  }
}

/** The words of a kit, and somebody who gives the Spaces back when a test says so. */
export function createStageRecovery() {
  const { promise: back, resolve: giveBack } = Promise.withResolvers<void>()
  Object.assign(window, { giveBack })
  const words = [
    ...[
      'anchor',
      'meadow',
      'lantern',
      'copper',
      'harbour',
      'willow',
      'thimble',
      'orchard',
      'glacier',
    ],
    ...[
      'saddle',
      'pepper',
      'umbrella',
      'walnut',
      'compass',
      'velvet',
      'trumpet',
      'island',
      'marble',
    ],
  ]
  return {
    words: async () => ({ words }),
    check: async () => ({ ok: false, wrong: [], have: 0, of: 18 }),
    comeBack: () => back,
  }
}
