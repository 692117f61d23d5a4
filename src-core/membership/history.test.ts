import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { ready } from '../crypto/index.ts'
import { anyStep, nodesOfShape } from '../testing/logShapes.ts'
import { hasBit } from './bitset.ts'
import { createStepLookup, type History, lastStep, withStep } from './history.ts'

beforeAll(ready)

test('rule 5: what an entry knew of a history is found by its parents as by going back step by step', () => {
  const shape = fc.array(fc.tuple(anyStep, fc.boolean()), { minLength: 1, maxLength: 150 })
  fc.assert(
    fc.property(shape, (steps) => {
      const nodes = nodesOfShape(steps.map(([step]) => step))
      const byParents = createStepLookup<string, number>(0)
      const usual = createStepLookup<string, number>()
      let history: History<number> | undefined
      for (const [at, node] of nodes.entries()) {
        const expected = lastStep(history, ({ index }) => hasBit(node.ancestors, index))
        expect(byParents.before('role', history, node)).toBe(expected)
        expect(usual.before('role', history, node)).toBe(expected)
        if (steps[at]?.[1]) history = withStep(history, node, at)
      }
    }),
    { numRuns: 50 },
  )
})
