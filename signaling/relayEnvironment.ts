import { err, ok, type Result } from '../src-core/base/result.ts'
import { createProxyTrust } from './clientAddress.ts'
import type { RelayOptions } from './relayOptions.ts'

/** What a self-hoster sets once, and what must not stand in a process list. */
export type RelayEnvironment = Pick<RelayOptions, 'joinToken' | 'origins' | 'trustedProxies'>

type Variables = Readonly<Record<string, string | undefined>>

/** Reads `FOYER_RELAY_…`. An error is a sentence for whoever set it. */
export function parseRelayEnvironment(variables: Variables): Result<RelayEnvironment> {
  const joinToken = variables.FOYER_RELAY_JOIN_TOKEN
  const origins = listOf(variables.FOYER_RELAY_ORIGINS)
  const trustedProxies = listOf(variables.FOYER_RELAY_TRUSTED_PROXIES)
  if (joinToken !== undefined && joinToken.length < 16) {
    return err('FOYER_RELAY_JOIN_TOKEN needs at least 16 characters.')
  }
  const notAnOrigin = origins.find((origin) => !isOrigin(origin))
  if (notAnOrigin !== undefined) {
    return err(`FOYER_RELAY_ORIGINS: "${notAnOrigin}" is not an origin like https://rooms.example.`)
  }
  try {
    createProxyTrust(trustedProxies)
  } catch {
    return err(
      'FOYER_RELAY_TRUSTED_PROXIES takes addresses and CIDR blocks, such as 127.0.0.1,::1.',
    )
  }
  return ok({ joinToken, origins, trustedProxies })
}

const listOf = (value: string | undefined): string[] =>
  (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text
