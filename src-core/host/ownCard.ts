import type { SpaceId } from '../base/ids.ts'
import type { CardFields } from '../membership/index.ts'
import type { PrivacyGate } from '../privacy/index.ts'

/**
 * What one tells a Space of oneself (WS-18): its own words where there are some, else what every Space is
 * told, else the profile's name. Undefined before the first run.
 */
export function ownCardFields(
  gate: PrivacyGate,
  spaceId: SpaceId | null,
): Omit<CardFields, 'version'> | undefined {
  const access = gate.for('introduction')
  const self = access.self()
  if (!self) return undefined
  const told = (spaceId && access.told(spaceId)) ?? access.told(null)
  return {
    name: told?.name ?? self.name,
    enamel: self.enamel,
    deviceLabel: self.deviceLabel,
    email: told?.email ?? null,
    photo: told?.photo ?? null,
  }
}
