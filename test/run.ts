/**
 * `npm test [-- TIER…]`: build, check, unit, scenarios, behaviour, e2e (or those named, `long` among them),
 * and one honest sum at the end. A tier that dies without a result counts as a failure; so does a browser that
 * cannot be had.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { runStep, seconds } from './run/step.ts'
import { add, none, type Sum, toText } from './run/sums.ts'
import { byName, everyDay, resultFile, results, type Tier } from './run/tiers.ts'

interface Outcome {
  readonly row: string
  readonly sum: Sum
  /** What was printed while another tier had the terminal. */
  readonly output: string
}

async function runTier(tier: Tier, isBeside: boolean): Promise<Outcome> {
  const { name, command, prepare, read } = tier
  const startedAt = performance.now()
  const outcome = (sum: Sum, output: string): Outcome => ({
    row: `${name.padEnd(10)} ${seconds(startedAt).padStart(7)}  ${toText(sum)}`,
    sum,
    output,
  })
  const problem = prepare?.()
  if (problem) return outcome({ ...none, failed: 1 }, `${name} did not run: ${problem}\n`)
  const { passed, output } = await runStep(name, command, isBeside)
  try {
    return outcome(read(passed), output)
  } catch (error) {
    return outcome({ ...none, failed: 1 }, `${output}${name} left no result: ${String(error)}\n`)
  }
}

/** Runs tiers side by side; the first has the terminal, the others are printed after it. */
async function runTogether(tiers: readonly Tier[]): Promise<Outcome[]> {
  const running = tiers.map((tier, place) => runTier(tier, place > 0))
  const outcomes: Outcome[] = []
  for (const one of running) {
    const outcome = await one
    process.stdout.write(outcome.output)
    outcomes.push(outcome)
  }
  return outcomes
}

mkdirSync(results, { recursive: true })
for (const { name } of byName) rmSync(resultFile(name), { force: true })

const names = process.argv.slice(2)
const unknown = names.filter((name) => !byName.some((tier) => tier.name === name))
if (unknown.length > 0) {
  console.log(`There is no tier named ${unknown.join(', ')}.`)
  console.log(`There are ${byName.map(({ name }) => name).join(', ')}.`)
  process.exit(1)
}

const groups =
  names.length > 0
    ? byName.filter(({ name }) => names.includes(name)).map((one) => [one])
    : everyDay
const startedAt = performance.now()
const outcomes: Outcome[] = []
for (const group of groups) outcomes.push(...(await runTogether(group)))
const total = outcomes.map(({ sum }) => sum).reduce(add, none)

console.log(`\n${outcomes.map(({ row }) => row).join('\n')}`)
console.log(`${'all'.padEnd(10)} ${seconds(startedAt).padStart(7)}\n`)
console.log(toText(total))
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
