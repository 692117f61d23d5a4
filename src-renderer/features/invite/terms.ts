import type { Invitation } from '../../../src-core/bridge/contract.ts'

const HOUR_MS = 3_600_000

/** How long a link may work, in ms; null: without an end. */
export const SPANS = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  month: 30 * 24 * HOUR_MS,
  never: null,
} as const
export type Span = keyof typeof SPANS

/** How often; null: any number of times. */
export const USES = { once: 1, few: 5, many: 20, any: null } as const
export type Uses = keyof typeof USES

/** A visit always ends; every other role may be offered without an end. */
export const spansFor = (role: Invitation['role']): Span[] =>
  role === 'guest' ? ['hour', 'day', 'week', 'month'] : ['hour', 'day', 'week', 'month', 'never']

export const endOf = (span: Span, now: number): number | null => {
  const ms = SPANS[span]
  return ms === null ? null : now + ms
}
