import { afterAll, describe, expect, it } from 'vitest'
import { mutations } from './mutations/index.ts'
import { createMutatedCopy, runTests } from './support/mutatedCopy.ts'

const copy = createMutatedCopy()
afterAll(copy.remove)

const tests = new Map(mutations.map(({ test, title }) => [`${test} ${title}`, { test, title }]))

/** `-t 'rule 15'` is a part. Each is a line of the table in test/adversary/README.md. */
describe('a rule taken out of the code', () => {
  it.each(
    mutations.map((one) => [`rule ${one.rule}, without ${one.without}: ${one.test}`, one] as const),
  )('%s notices', (name, { changes, test, title }) => {
    const { passed, failed, output } = copy.with(changes, () => runTests(copy, test, title))
    console.log(
      failed.length > 0
        ? `${name} notices: ${failed[0]}`
        : `${name} DOES NOT NOTICE\n${output.slice(-2000)}`,
    )
    expect(passed + failed.length, output.slice(-2000)).toBeGreaterThan(0)
    expect(failed).not.toEqual([])
  })
})

/** Otherwise a test that always fails would notice everything. */
describe('with every rule in its place', () => {
  it.each([...tests])('%s passes', (_, { test, title }) => {
    const { passed, failed, output } = runTests(copy, test, title)
    expect(failed).toEqual([])
    expect(passed, output.slice(-2000)).toBeGreaterThan(0)
  })
})
