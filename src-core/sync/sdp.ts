import { err, ok, type Result } from '../base/result.ts'

/** Longest session description taken, in UTF-16 code units; a data channel's has about 600. */
export const MAX_SDP_LENGTH = 32_768

export type SdpFault = 'too long' | 'no fingerprint' | 'not SHA-256' | 'two fingerprints'

const LINE = /^a=fingerprint:(\S+)[ \t]+(\S+)[ \t]*$/i
const SHA256 = /^(?:[0-9a-f]{2}:){31}[0-9a-f]{2}$/i

/**
 * Rule 21: the one distinct SHA-256 fingerprint of a session description, as 64 lower-case hex digits.
 * A call's description repeats the line for each of its media. Every line that begins like a
 * fingerprint has to parse, because a browser might read more into it than we do.
 */
export function fingerprintOf(sdp: string): Result<string, SdpFault> {
  if (sdp.length > MAX_SDP_LENGTH) return err('too long')
  const found = new Set<string>()
  for (const line of sdp.split(/\r\n|\n|\r/)) {
    if (!/^\s*a\s*=\s*fingerprint/i.test(line)) continue
    const [, algorithm, value] = LINE.exec(line) ?? []
    if (algorithm?.toLowerCase() !== 'sha-256' || !SHA256.test(value ?? ''))
      return err('not SHA-256')
    found.add((value as string).replaceAll(':', '').toLowerCase())
  }
  const [only, another] = found
  if (only === undefined) return err('no fingerprint')
  return another === undefined ? ok(only) : err('two fingerprints')
}
