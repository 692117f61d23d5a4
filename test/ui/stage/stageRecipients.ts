import type { DeviceId } from '../../../src-core/base/ids.ts'
import type { GivenItem, Grounds } from '../../../src-core/bridge/contract.ts'
import type { Person } from '../../../src-core/bridge/schemas.ts'
import { alice, bob, carol, id } from './people.ts'
import { at, newId } from './stageData.ts'

/** Was in the Space, and has been removed. */
export const eve: Person = { ...bob, userId: id('E') as Person['userId'], name: 'Eve' }

const LAPTOP = id('l') as DeviceId
const PHONE = id('p') as DeviceId
const device = (deviceId: DeviceId, label: string, left: boolean) => ({
  ...{ deviceId, label, left, addedAt: at(9, 0) },
})
const link = { by: alice, approval: false, expiresAt: null }
const letIn = { at: at(9, 0), by: alice }

const groundsOfStage = (person: Person): Grounds => ({
  person,
  stays: [
    {
      how: 'link',
      joined: letIn,
      link: { ...link, approval: person === bob },
      roles: [
        { ...letIn, role: 'viewer' },
        { at: at(9, 20), by: carol, role: 'editor' },
      ],
      end: person === eve ? { at: at(9, 50), by: alice } : null,
    },
  ],
  told: [
    { what: 'ownCard', at: at(9, 1), legalBasis: 'contract' },
    { what: 'email', at: at(9, 1), legalBasis: 'contract' },
  ],
  devices: [device(LAPTOP, 'Laptop', person === eve), device(PHONE, 'Phone', true)],
})

const KINDS = ['message', 'note', 'link', 'file', 'comment', 'version'] as const
const EXCERPTS = {
  message: 'The mason comes on Monday, and not before ten.',
  note: 'Hall floor',
  link: 'https://example.org/bluestone',
  file: 'Three prices for a floor of old bluestone, with and without the stairs.pdf',
  comment: 'Late summer will do.',
  version: 'Hall floor',
}

/** Number `n` of what came there, newest first. */
function givenItem(n: number): GivenItem {
  const kind = KINDS[n % KINDS.length] ?? 'message'
  const itemId = newId() as GivenItem['itemId']
  const since = { deviceId: LAPTOP, at: at(9, 30) - n * 60_000 }
  return {
    ...{ kind, id: `${n}`.padStart(22, '0'), itemId, excerpt: EXCERPTS[kind] },
    at: at(9, 29) - n * 60_000,
    state: n === 7 ? 'binned' : n === 5 ? 'erased' : 'here',
    devices: n === 1 ? [{ deviceId: PHONE, at: null }, since] : [since],
  }
}

const TOTALS: Readonly<Record<string, number>> = { [bob.userId]: 250, [eve.userId]: 4 }

/** What people have received: Bob much, Eve a little before she was removed, Carol nothing. */
export const recipientsOfStage = {
  async grounds({ userId }: { readonly userId: string }) {
    return groundsOfStage([bob, eve].find((one) => one.userId === userId) ?? carol)
  },
  async given(asked: { readonly userId: string; readonly offset: number; readonly limit: number }) {
    const { userId, offset, limit } = asked
    const total = TOTALS[userId] ?? 0
    const length = Math.max(0, Math.min(limit, total - offset))
    const items = Array.from({ length }, (_, n) => givenItem(offset + n))
    return { total, written: 260, items }
  },
}
