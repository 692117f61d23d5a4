/** The part of a relay's address that a person recognises; the address itself when it is none. */
export function relayHost(relay: string): string {
  try {
    return new URL(relay).host || relay
  } catch {
    return relay
  }
}
