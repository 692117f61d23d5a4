import { MAX_CLAIM_LENGTH } from '../../src-core/sync/relayProtocol.ts'
import { createProxyTrust } from '../clientAddress.ts'
import { list, number, optionalText, secret, text, toggle } from './setting.ts'

const isOrigin = (value: string): boolean => URL.canParse(value) && new URL(value).origin === value

function isProxy(value: string): boolean {
  try {
    createProxyTrust([value])
    return true
  } catch {
    return false
  }
}

const isClaim = (value: string): boolean => value.length <= MAX_CLAIM_LENGTH
const claimRule = `needs a text of at most ${MAX_CLAIM_LENGTH} characters`

/** Where the relay listens and who may connect. */
export const coreSettings = {
  host: text({
    means: 'address to listen on',
    fallback: '127.0.0.1',
    rule: 'needs an address, such as 127.0.0.1 or 0.0.0.0',
  }),
  port: number({ means: 'port; 0 takes any free one', fallback: 4444, least: 0, most: 65_535 }),
  joinToken: secret({
    means: 'what every client presents: `wss://…/?token=…` or `Authorization: Bearer …`',
    minLength: 16,
  }),
  origins: list({
    means:
      'origins whose pages may connect; none means all. Programs such as the Foyer app send no `Origin` and still may: against those there is the token',
    fallback: [],
    rule: 'takes origins like https://rooms.example, without a slash at the end; this is not an origin',
    check: isOrigin,
  }),
  trustedProxies: list({
    means: 'addresses or CIDR blocks of your reverse proxies, whose `X-Forwarded-For` is believed',
    fallback: [],
    rule: 'takes addresses and CIDR blocks, such as 127.0.0.1 or 10.0.0.0/8',
    check: isProxy,
  }),
  guestDir: optionalText({
    means: 'folder of the built guest page; unless told, the one that came with the relay',
    rule: 'needs a folder',
  }),
  statusPage: toggle({ means: 'whether `/` shows the status page to a browser', fallback: true }),
  operator: optionalText({
    means: 'who runs this relay; clients and the status page are told',
    rule: claimRule,
    check: isClaim,
    keeps: (value) => value && 'your own name, which everyone who opens the page reads',
  }),
  region: optionalText({
    means: 'where this relay is, such as Montréal, Canada; clients and the status page are told',
    rule: claimRule,
    check: isClaim,
  }),
  drainSeconds: number({
    means: 'how long clients get to leave when the relay stops',
    fallback: 3,
    least: 0,
    most: 600,
    isWhole: false,
  }),
} as const
