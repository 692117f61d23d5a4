import { beforeAll, describe, expect, it } from 'vitest'
import { concatBytes, fromBase64Url, toBase64Url } from '../base/bytes.ts'
import { hash, ready } from '../crypto/index.ts'
import { createCast } from '../testing/cast.ts'
import { formatLink, type InvitationLink, parseLink } from './index.ts'

beforeAll(ready)

function link(relay = 'wss://relay.example'): InvitationLink {
  const { alice, random, spaceId } = createCast('link')
  const { deviceId: inviterDevice, device } = alice
  return {
    ...{ version: 1, seed: random.bytes(32), spaceId, inviterDevice, relay },
    inviterKey: device.publicKey,
  }
}
const MALFORMED = { ok: false, error: 'LINK_MALFORMED' }

describe('an invitation link', () => {
  it('rule 26: is read back from both forms, with blanks around', () => {
    const original = link()
    const { web, desktop } = formatLink(original)
    for (const text of [web, desktop, `  ${web}\n`, desktop.replace('FOYER', 'foyer')])
      expect(parseLink(text)).toEqual({ ok: true, value: original })
  })

  it('rule 26: tells nothing in path or query; the web form is the relay’s own address', () => {
    const { web, desktop } = formatLink(link())
    expect(web).toMatch(/^https:\/\/relay\.example\/join#[\w-]+$/)
    expect(desktop).toMatch(/^foyer:\/\/join\/#[\w-]+$/)
    expect(formatLink(link('ws://10.0.0.2:4444')).web).toMatch(/^http:\/\/10\.0\.0\.2:4444\/join#/)
    expect(formatLink(link('wss://a.example/foyer/')).web).toMatch(
      /^https:\/\/a\.example\/foyer\/join#/,
    )
  })

  it('is refused when a letter was changed or lost, wherever', () => {
    const { web } = formatLink(link())
    for (let i = web.indexOf('#') + 1; i < web.length; i++) {
      const other = web[i] === 'A' ? 'B' : 'A'
      const changed = parseLink(web.slice(0, i) + other + web.slice(i + 1))
      expect(changed.ok).toBe(false)
      expect(parseLink(web.slice(0, i) + web.slice(i + 1))).toEqual(MALFORMED)
    }
  })

  it('is refused when it is something else', () => {
    const { web, desktop } = formatLink(link())
    const code = web.slice(web.indexOf('#') + 1)
    const wrong = ['', '#', code, `https://a.example/#${code}`, `javascript://join/#${code}`]
    for (const text of [...wrong, web.slice(0, -4), `${desktop}=`, `x ${web}`, '🦊'.repeat(5000)])
      expect(parseLink(text)).toEqual(MALFORMED)
  })

  it('of a newer Foyer is recognised as such', () => {
    const { desktop } = formatLink(link())
    const bytes = fromBase64Url(desktop.slice(desktop.indexOf('#') + 1)).slice(0, -4)
    bytes[0] = 2
    const code = toBase64Url(concatBytes(bytes, hash(bytes).slice(0, 4)))
    expect(parseLink(`foyer://join/#${code}`)).toEqual({ ok: false, error: 'LINK_VERSION' })
  })

  it('with a relay that is no relay address is refused', () => {
    for (const relay of ['https://relay.example', 'ws://user:x@relay.example', 'ws://a/#b'])
      expect(parseLink(formatLink(link(relay)).desktop)).toEqual(MALFORMED)
  })
})
