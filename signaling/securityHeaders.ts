import { CONTENT_SECURITY_POLICY } from '../src-core/base/contentPolicy.ts'
import { PERMISSIONS_POLICY } from '../src-core/base/permissionsPolicy.ts'

/** For every answer of the relay. */
const baseHeaders = {
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** For the guest page and all that belongs to it; a worker takes its policy from its own script. */
export const guestHeaders = {
  ...baseHeaders,
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': PERMISSIONS_POLICY,
} as const

/** For the status page and its files: nothing but its own, no inline script or style. */
export const statusHeaders = {
  ...baseHeaders,
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  'Cache-Control': 'no-cache',
} as const

/** For sentences in plain text. */
export const plainHeaders = {
  ...baseHeaders,
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Content-Type': 'text/plain; charset=utf-8',
  'Cache-Control': 'no-store',
} as const
