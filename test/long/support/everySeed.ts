/** Failures of one run that are told whole; the seeds of the others are told. */
const TOLD = 5
const LINE_EVERY_MS = 30_000

/**
 * Runs a life for every seed and goes on after a failure, so that one night finds all of them. Says every
 * half minute how far it is: whoever has to break it off knows the seed to go on from.
 *
 * @throws {AggregateError} with the stories of the first failures and the seeds of all
 */
export async function everySeed(
  name: string,
  { first, last }: { readonly first: number; readonly last: number },
  check: (seed: number) => void | Promise<void>,
): Promise<void> {
  const failed: number[] = []
  const stories: unknown[] = []
  const begun = performance.now()
  let toldAt = begun
  for (let seed = first; seed <= last; seed++) {
    try {
      await check(seed)
    } catch (cause) {
      failed.push(seed)
      console.error(`${name}: seed ${seed} fails`)
      if (stories.length < TOLD) stories.push(cause)
    }
    if (performance.now() - toldAt < LINE_EVERY_MS && seed < last) continue
    toldAt = performance.now()
    const seconds = Math.round((toldAt - begun) / 1000)
    console.log(`${name}: ${first} to ${seed} of ${last} in ${seconds} s, ${failed.length} failed`)
  }
  if (failed.length === 0) return
  throw new AggregateError(
    stories,
    `${name}: seeds ${failed.join(', ')} fail\n${stories.join('\n')}`,
  )
}
