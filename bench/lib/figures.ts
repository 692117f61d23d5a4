const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b)

/** The value below which `share` (0 to 1) of the values lie, by nearest rank; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const rank = Math.max(0, Math.ceil(share * values.length) - 1)
  return sorted(values)[rank] ?? Number.NaN
}

/** The mean of the two in the middle when their number is even; NaN of none. */
export function median(values: readonly number[]): number {
  const inOrder = sorted(values)
  const middle = Math.floor(inOrder.length / 2)
  const upper = inOrder[middle] ?? Number.NaN
  return inOrder.length % 2 === 1 ? upper : ((inOrder[middle - 1] ?? Number.NaN) + upper) / 2
}

export const inMs = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`

/** `12.3 ms p50, 45.6 ms p99` */
export const spread = (values: readonly number[]): string =>
  `${inMs(percentile(values, 0.5))} p50, ${inMs(percentile(values, 0.99))} p99`

/**
 * Runs each subject once a round, in turns: the order changes from round to round, so that neither
 * always meets the warmer machine. Returns what each returned, round by round.
 */
export async function inTurns<Name extends string, Sample>(
  rounds: number,
  subjects: Readonly<Record<Name, (round: number) => Promise<Sample>>>,
): Promise<Record<Name, Sample[]>> {
  const names = Object.keys(subjects) as Name[]
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    Sample[]
  >
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? names : names.toReversed()
    for (const name of order) samples[name].push(await subjects[name](round))
  }
  return samples
}
