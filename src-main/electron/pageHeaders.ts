import { CONTENT_SECURITY_POLICY } from '../../src-core/base/contentPolicy.ts'
import { PERMISSIONS_POLICY } from '../../src-core/base/permissionsPolicy.ts'

/** For everything a page of the app loads. */
export const pageHeaders = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Permissions-Policy': PERMISSIONS_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const
