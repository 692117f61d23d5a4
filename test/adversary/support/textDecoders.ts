import { concatBytes, fromBase64Url, toBase64Url, utf8 } from '../../../src-core/base/bytes.ts'
import type { Result } from '../../../src-core/base/result.ts'
import { hash } from '../../../src-core/crypto/index.ts'
import {
  formatDeviceLink,
  formatLink,
  parseDeviceLink,
  parseLink,
  parseRecoveryWords,
  recoveryWords,
} from '../../../src-core/membership/index.ts'
import { fingerprintOf } from '../../../src-core/sync/sdp.ts'
import type { createSealedCast } from '../../../src-core/testing/sealedCast.ts'
import type { Decoder } from './decoder.ts'

const text = (bytes: Uint8Array) => String.fromCharCode(...bytes)
const isOk = ({ ok }: Result<unknown, unknown>) => ok
/** With the four bytes that notice a letter changed on the way, so that what is behind them is reached. */
const checked = (body: Uint8Array) => toBase64Url(concatBytes(body, hash(body).subarray(0, 4)))
/** A link may be written in more than one way: with another address, blanks around it, or none at all. */
const linkSays = (link: Result<unknown, unknown>) => JSON.stringify(link)
const bodyOf = (code: string) => fromBase64Url(code.slice(code.indexOf('#') + 1)).slice(0, -4)

/** What people paste, scan or type, and descriptions of links. */
export function textDecoders({ alice, spaceId }: ReturnType<typeof createSealedCast>): Decoder[] {
  const seed = new Uint8Array(32).fill(3)
  const relay = 'wss://relay.example'
  const { deviceId, certificate } = alice
  const link = formatLink({
    ...{
      version: 1,
      seed,
      spaceId,
      inviterKey: certificate.signKey,
      inviterDevice: deviceId,
      relay,
    },
  })
  const deviceLink = formatDeviceLink({
    ...{ version: 1, seed, device: deviceId, deviceKey: certificate.signKey, relay },
  })
  const fingerprint = `a=fingerprint:sha-256 ${'11:'.repeat(31)}11\r\n`
  return [
    {
      name: 'link',
      good: [utf8(link.web), utf8(link.desktop)],
      decode: (bytes) => parseLink(text(bytes)),
      accepted: isOk,
      says: linkSays,
    },
    {
      name: 'link, its letters right',
      good: [bodyOf(link.web)],
      decode: (body) => parseLink(`https://relay.example/join#${checked(body)}`),
      accepted: isOk,
    },
    {
      name: 'device link',
      good: [utf8(deviceLink)],
      decode: (bytes) => parseDeviceLink(text(bytes)),
      accepted: isOk,
      says: linkSays,
    },
    {
      name: 'device link, its letters right',
      good: [bodyOf(deviceLink)],
      decode: (body) => parseDeviceLink(`foyer://device/#${checked(body)}`),
      accepted: isOk,
    },
    {
      name: 'recovery kit',
      good: [utf8(recoveryWords(seed).join(' '))],
      decode: (bytes) => parseRecoveryWords(text(bytes)),
      accepted: ({ type }: ReturnType<typeof parseRecoveryWords>) => type === 'seed',
    },
    {
      name: 'description',
      good: [utf8(`v=0\r\n${fingerprint}`), utf8(`${fingerprint}${fingerprint}m=audio\r\n`)],
      decode: (bytes) => fingerprintOf(text(bytes)),
      accepted: isOk,
    },
  ]
}
