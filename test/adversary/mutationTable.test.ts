import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { mutations } from '../long/mutations/index.ts'
import { problemWith } from '../long/support/mutatedCopy.ts'

// Taking all rules out lasts twenty minutes and is done now and then (test/long): whoever changes the code, or
// adds a rule, hears here and at once that the list or its table does not fit any more.

it('each mutation takes out what stands in its file exactly once', () => {
  const misfits = mutations.flatMap(({ rule, without, changes }) =>
    changes.flatMap(({ file, replace }) => {
      const problem = problemWith(readFileSync(file, 'utf8'), replace)
      return problem ? [`rule ${rule}, without ${without}: ${file}: ${problem}`] : []
    }),
  )
  expect(misfits).toEqual([])
})

it('the table of rules taken out counts the mutations that there are', () => {
  const table = readFileSync('test/adversary/README.md', 'utf8').matchAll(
    /^\| (notation|\d+) \| (\d+) \| \d+ \| \d+ \|/gm,
  )
  const told = [...table].map(([, rule, count]) => [rule, Number(count)])
  const rules = mutations.flatMap(({ rule }) => rule.split(', '))
  const counts = Map.groupBy(rules, (rule) => rule)
  const there = [...counts].map(([rule, all]) => [rule, all.length] as const)
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(there))
})
