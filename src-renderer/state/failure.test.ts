import { expect, test } from 'vitest'
import { FoyerError } from '../../src-core/base/errors.ts'
import { failureOf, toFailure } from './failure.ts'

test('a failure keeps the code and details it crossed the bridge with', () => {
  expect(toFailure(new FoyerError('LINK_EXPIRED', { inviter: 'Alice' }))).toEqual({
    code: 'LINK_EXPIRED',
    details: { inviter: 'Alice' },
  })
})

test('anything else is an internal failure, also a code that is only a property name', () => {
  expect(toFailure(new TypeError('x')).code).toBe('INTERNAL')
  expect(toFailure(null).code).toBe('INTERNAL')
  expect(failureOf('toString').code).toBe('INTERNAL')
  expect(failureOf('LINK_REVOKED').code).toBe('LINK_REVOKED')
})
