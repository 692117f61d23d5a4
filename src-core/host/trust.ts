import { equalBytes } from '../base/bytes.ts'
import type { Disposer } from '../base/disposer.ts'
import { createEmitter } from '../base/emitter.ts'
import { FoyerError } from '../base/errors.ts'
import type { UserId } from '../base/ids.ts'
import {
  type Comparison,
  compareSafetyCode,
  type DeviceCertificate,
  type IdentityWithSecrets,
  safetyCode,
  safetyNumber,
} from '../membership/index.ts'
import type { Clock, Storage } from '../ports/index.ts'
import type { PrivacyGate } from '../privacy/index.ts'
import type { SpaceMembership } from './space/spaceMembership.ts'
import type { SpacePeople } from './space/spacePeople.ts'

/**
 * `yes`: the safety number was compared for the key that this Space names. `changed`: for another key of
 * the same person. `namesake`: somebody else bears the name of a person one has compared with.
 */
export type Verified = 'no' | 'yes' | 'changed' | 'namesake'

/** What trust has to know of a Space: the keys in its log and the names on its cards. */
interface TrustedSpace {
  readonly membership: Pick<SpaceMembership, 'state' | 'device'>
  readonly people: Pick<SpacePeople, 'name'>
}

/** Whose keys were compared in person (CX-13). Throws FoyerError NOT_FOUND for who is no member. */
export interface Trust {
  of(space: TrustedSpace, userId: UserId): Verified
  /** When they were compared, ms since 1970; null when they were not, or for another key. */
  since(space: TrustedSpace, userId: UserId): number | null
  safety(space: TrustedSpace, userId: UserId): { readonly digits: string; readonly qr: string }
  compare(space: TrustedSpace, userId: UserId, scanned: string): Comparison
  set(space: TrustedSpace, userId: UserId, verified: boolean): void
  onChange(listener: () => void): Disposer
}

export interface TrustOptions {
  readonly identity: IdentityWithSecrets
  readonly gate: PrivacyGate
  readonly storage: Storage
  readonly clock: Clock
}

/** Names that look alike count as alike. */
const plain = (name: string) => name.normalize('NFKC').trim().toLowerCase()

export function createTrust({ identity, gate, storage, clock }: TrustOptions): Trust {
  const changed = createEmitter<void>()
  const access = gate.for('verification')
  let known = access.comparisons()

  function certificateOf({ membership }: TrustedSpace, userId: UserId): DeviceCertificate {
    const member = membership.state().members.get(userId)
    const [first] = member?.devices ?? []
    const device = first && membership.device(first)
    if (!device) throw new FoyerError('NOT_FOUND')
    return device.certificate
  }
  const comparisonOf = (userId: UserId) => known.find((one) => one.userId === userId)

  function of(space: TrustedSpace, userId: UserId): Verified {
    const { rootKey } = certificateOf(space, userId)
    const comparison = comparisonOf(userId)
    if (comparison) return equalBytes(comparison.rootKey, rootKey) ? 'yes' : 'changed'
    const name = plain(space.people.name(userId))
    return name !== '' && known.some((one) => plain(one.name) === name) ? 'namesake' : 'no'
  }
  function safety(space: TrustedSpace, userId: UserId) {
    if (userId === identity.userId) throw new FoyerError('NOT_FOUND')
    const digits = safetyNumber(identity.certificate, certificateOf(space, userId))
    return { digits, qr: safetyCode(digits) }
  }

  return {
    of: (space, userId) => (userId === identity.userId ? 'no' : of(space, userId)),
    since: (space, userId) =>
      of(space, userId) === 'yes' ? (comparisonOf(userId)?.at ?? null) : null,
    safety,
    compare: (space, userId, scanned) => compareSafetyCode(safety(space, userId).digits, scanned),
    set(space, userId, verified) {
      const { rootKey } = certificateOf(space, userId)
      if (userId === identity.userId) throw new FoyerError('NOT_FOUND')
      const name = space.people.name(userId)
      storage.transaction(() => {
        if (verified) access.matched({ userId, rootKey, name, at: clock.now() })
        else access.withdraw(userId)
      })
      known = access.comparisons()
      changed.emit()
    },
    onChange: changed.on,
  }
}
