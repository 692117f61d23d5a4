import { concatBytes, equalBytes, fromBase64Url, toBase64Url } from '../base/bytes.ts'
import { encode, fixedBytes, struct, text, tryDecode } from '../base/codec.ts'
import type { ErrorCode } from '../base/errors.ts'
import { hashId, shortId } from '../base/idCodec.ts'
import type { DeviceId, SpaceId } from '../base/ids.ts'
import { err, ok, type Result } from '../base/result.ts'
import { hash } from '../crypto/index.ts'
import { MAX_RELAY_BYTES } from './actions.ts'
import { isRelayUrl } from './relayUrl.ts'
import { versionByte } from './versionByte.ts'

/** What stands in the fragment of an invitation link (rule 26). Whoever has it can ask to be let in. */
export interface InvitationLink {
  readonly version: number
  /** 32 bytes. */
  readonly seed: Uint8Array
  readonly spaceId: SpaceId
  /** Ed25519 key of the device that made the link, 32 bytes. */
  readonly inviterKey: Uint8Array
  readonly inviterDevice: DeviceId
  /** `ws://…` or `wss://…` */
  readonly relay: string
}

export const LINK_VERSION = 1
const CHECK_BYTES = 4
const MAX_CODE_LENGTH = 1024

const payload = struct({
  version: versionByte(LINK_VERSION),
  seed: fixedBytes(32),
  spaceId: hashId<SpaceId>(),
  inviterKey: fixedBytes(32),
  inviterDevice: shortId<DeviceId>(),
  relay: text(MAX_RELAY_BYTES),
})

/** Against letters lost or changed on the way, so that they are noticed at once. Not a secret. */
const checkOf = (bytes: Uint8Array) => hash(bytes).slice(0, CHECK_BYTES)

/** base64url of the fields and the first four bytes of their hash. */
function formatCode(link: InvitationLink): string {
  const bytes = encode(payload, link)
  return toBase64Url(concatBytes(bytes, checkOf(bytes)))
}

/**
 * Both open the same door; the secret stands behind `#`, which no browser sends (rule 26). The web
 * address is the relay's own, which serves the guest page.
 */
export function formatLink(link: InvitationLink): { web: string; desktop: string } {
  const code = formatCode(link)
  const origin = link.relay.replace(/^ws/i, 'http').replace(/\/+$/, '')
  return { web: `${origin}/join#${code}`, desktop: `foyer://join/#${code}` }
}

const LINK = /^(?:https?:\/\/[^\s#?]+\/join\/?|foyer:\/\/join\/?)#([\w-]+)$/i

/** Both forms, with blanks around. LINK_MALFORMED, or LINK_VERSION for a newer Foyer's link. */
export function parseLink(text: string): Result<InvitationLink, ErrorCode> {
  const code = LINK.exec(text.trim())?.[1]
  const bytes = code && code.length <= MAX_CODE_LENGTH ? decodeCode(code) : undefined
  if (!bytes || bytes.length <= CHECK_BYTES) return err('LINK_MALFORMED')
  if ((bytes[0] as number) > LINK_VERSION) return err('LINK_VERSION')
  const body = bytes.subarray(0, -CHECK_BYTES)
  const link = tryDecode(payload, body)
  const isWhole = equalBytes(checkOf(body), bytes.subarray(-CHECK_BYTES))
  return link && isWhole && isRelayUrl(link.relay) ? ok(link) : err('LINK_MALFORMED')
}

function decodeCode(code: string): Uint8Array | undefined {
  try {
    return fromBase64Url(code)
  } catch {
    return undefined
  }
}
