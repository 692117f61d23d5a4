import { describe, expect, it } from 'vitest'
import type { DeviceId, SpaceId, UserId } from '../base/ids.ts'
import type {
  Clock,
  ComparisonRow,
  DeviceCardRow,
  IntroductionRow,
  LedgerRow,
  PersonalStore,
  PersonRow,
  ProfileRowWithSecrets,
} from '../ports/index.ts'
import { createPrivacyGate } from './gate.ts'
import { PURPOSES } from './purposes.ts'

const space = 'space' as SpaceId
const bob = 'bob' as UserId
const clock: Clock = { now: () => 1000, after: () => () => undefined }

function createPersonal(): PersonalStore {
  let profile: ProfileRowWithSecrets | undefined
  let people: PersonRow[] = []
  let cards: DeviceCardRow[] = []
  const introductions = new Map<SpaceId | null, IntroductionRow>()
  const comparisons = new Map<UserId, ComparisonRow>()
  const ledger: LedgerRow[] = []
  const without = (spaceId: SpaceId, userId: UserId) =>
    people.filter((one) => one.spaceId !== spaceId || one.userId !== userId)
  return {
    profile: () => profile,
    putProfile: (row) => {
      profile = row
    },
    people: (spaceId) => people.filter((one) => one.spaceId === spaceId),
    putPerson: (row) => {
      people = [...without(row.spaceId, row.userId), row]
    },
    removePerson: (spaceId, userId) => {
      people = without(spaceId, userId)
    },
    cards: (spaceId) => cards.filter((one) => one.spaceId === spaceId),
    putCard: (row) => {
      cards = [...cards, row]
    },
    introduction: (spaceId) => introductions.get(spaceId),
    putIntroduction: (spaceId, row) => void introductions.set(spaceId, row),
    removeIntroduction: (spaceId) => void introductions.delete(spaceId),
    comparisons: () => [...comparisons.values()],
    putComparison: (row) => void comparisons.set(row.userId, row),
    removeComparison: (userId) => void comparisons.delete(userId),
    ledger: (limit) => ledger.toReversed().slice(0, limit),
    appendLedger: (row) => void ledger.push(row),
  }
}

const person = {
  spaceId: space,
  userId: bob,
  name: 'Bob',
  card: new Uint8Array([1]),
  updatedAt: 1,
}

describe('the privacy gate', () => {
  it('gives nothing for a reason that is not on the list', () => {
    const gate = createPrivacyGate(createPersonal(), clock)
    for (const purpose of ['marketing', '', 'constructor', '__proto__'])
      expect(() => gate.for(purpose as never)).toThrowError(
        expect.objectContaining({ code: 'NOT_ALLOWED' }),
      )
  })

  it('has a legal basis and a longest age for every purpose', () => {
    const gate = createPrivacyGate(createPersonal(), clock)
    for (const [purpose, rule] of Object.entries(PURPOSES)) {
      expect(gate.for(purpose as never)).toBeDefined()
      expect(rule.legalBasis.length).toBeGreaterThan(0)
      expect(rule.retention.days).toBeGreaterThanOrEqual(0)
    }
  })

  it('shows secrets to identity only', () => {
    const personal = createPersonal()
    const gate = createPrivacyGate(personal, clock)
    gate.for('identity').putProfile({
      userId: 'alice' as UserId,
      deviceId: 'laptop' as DeviceId,
      name: 'Alice',
      enamel: 'moss',
      deviceLabel: 'laptop',
      createdAt: 1,
      secrets: new Uint8Array([42]),
    })
    expect(gate.for('identity').profile()?.secrets).toEqual(new Uint8Array([42]))
    expect(gate.for('introduction').self()).toEqual({
      userId: 'alice',
      deviceId: 'laptop',
      name: 'Alice',
      enamel: 'moss',
      deviceLabel: 'laptop',
    })
  })

  it('shows an e-mail address to admission only, and a new card does not lose it', () => {
    const gate = createPrivacyGate(createPersonal(), clock)
    gate.for('admission').letIn({ ...person, email: 'bob@example.org' })
    gate.for('attribution').learn({ ...person, name: 'Bobby', updatedAt: 2 })
    expect(gate.for('admission').email(space, bob)).toBe('bob@example.org')
    expect(gate.for('attribution').people(space)).toEqual([
      { ...person, name: 'Bobby', updatedAt: 2 },
    ])
    expect(JSON.stringify(gate.for('attribution').person(space, bob))).not.toContain('example')
  })

  it('writes one ledger row for each new recipient, also after a restart', () => {
    const personal = createPersonal()
    for (const gate of [createPrivacyGate(personal, clock), createPrivacyGate(personal, clock)]) {
      gate.for('introduction').disclosed('ownCard', space, bob)
      gate.for('introduction').disclosed('ownCard', space, bob)
      gate.for('introduction').disclosed('email', space, bob)
    }
    expect(
      createPrivacyGate(personal, clock).for('accountability').disclosedTo(space, bob),
    ).toEqual([
      { what: 'ownCard', at: 1000, legalBasis: 'contract' },
      { what: 'email', at: 1000, legalBasis: 'contract' },
    ])
    expect(
      createPrivacyGate(personal, clock)
        .for('accountability')
        .disclosedTo(space, 'carol' as UserId),
    ).toEqual([])
  })

  it('passes on each card once: a person’s newest, and those of the other devices', () => {
    const gate = createPrivacyGate(createPersonal(), clock)
    const [newest, phone] = [new Uint8Array([1]), new Uint8Array([2])]
    gate.for('attribution').learn({ ...person, card: newest })
    for (const [deviceId, card] of [
      ['laptop', newest],
      ['phone', phone],
    ] as const)
      gate
        .for('attribution')
        .learnCard({ spaceId: space, userId: bob, deviceId: deviceId as DeviceId, card })
    expect(gate.for('introduction').cards(space)).toEqual([newest, phone])
  })

  it('forgets everybody of a Space that is left', () => {
    const gate = createPrivacyGate(createPersonal(), clock)
    gate.for('attribution').learn(person)
    gate.for('attribution').learn({ ...person, spaceId: 'other' as SpaceId })
    const told = { name: 'Alice at work', email: null, photo: null }
    gate.for('introduction').tell(space, told)
    gate.for('introduction').tell(null, told)
    gate.for('leaving').forgetAll(space)
    expect(gate.for('introduction').told(space)).toBeUndefined()
    expect(gate.for('introduction').told(null)).toEqual(told)
    expect(gate.for('attribution').people(space)).toEqual([])
    expect(gate.for('attribution').people('other' as SpaceId)).toHaveLength(1)
  })
})
