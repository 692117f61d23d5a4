import type { Renewal } from '../../bridge/contract/devices.ts'
import type { FoyerContract } from '../../bridge/contract.ts'
import type { Handlers } from '../../bridge/types.ts'
import { writeSettings } from '../appSettings.ts'
import type { RenewalState } from '../devices/renewalDue.ts'
import type { HostState } from '../hostState.ts'
import { live } from '../live.ts'
import { readSignIns } from '../signIns.ts'

/** What a restored device does by itself is told by its notices. */
const RENEWALS: Readonly<Record<RenewalState, Renewal>> = {
  ...{ none: 'none', due: 'none', later: 'none' },
  leaving: 'soon',
  ...{ asking: 'asking', waiting: 'waiting', refused: 'refused' },
}

export function createDeviceHandlers(host: HostState): Handlers<FoyerContract>['devices'] {
  const own = () => host.runtime().devices
  return {
    watch(_, sink) {
      const running = host.runtime()
      const devices = own()
      const sources = [devices.onChange, (listener: () => void) => running.onChange(listener)]
      return live(sink, sources, () => ({
        canAdd: devices.canAdd(),
        devices: devices.list(),
        offer: devices.offer(),
        renewal: RENEWALS[running.renewalState()],
      }))
    },
    signIns: () => [...readSignIns(host.runtime().profile.storage)],
    offer: () => ({ link: own().start('device').link }),
    help: () => ({ link: own().start('return').link }),
    confirm: () => own().confirm(),
    cancelOffer: () => own().cancel(),
    renew: () => host.renew(),
    revoke: ({ deviceId }) => own().revoke(deviceId),
    async join({ link, passphrase, language }) {
      await host.joinAsDevice(link, passphrase)
      writeSettings(host.runtime().profile.storage, { language })
    },
    joining: (_, sink) => live(sink, [host.onJoining], host.joining),
  }
}
