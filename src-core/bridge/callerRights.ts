import { missingCase } from '../base/assert.ts'
import type { Caller } from './types.ts'

/** What a guest page's host serves; a new namespace has to be added here to be reachable from it. */
const VISITOR_NAMESPACES = new Set([
  'app',
  'spaces',
  'feed',
  'comments',
  'bodies',
  'files',
  'introduction',
  'invitations',
  'keeping',
  'members',
  'search',
  'transport',
  'versions',
])

/** The one place that says which part of the contract a port may reach. */
export function allowed(caller: Caller, namespace: string): boolean {
  switch (caller.type) {
    case 'owner':
      return true
    case 'transport':
      return namespace === 'transport'
    case 'visitor':
      return VISITOR_NAMESPACES.has(namespace)
    default:
      return missingCase(caller)
  }
}
