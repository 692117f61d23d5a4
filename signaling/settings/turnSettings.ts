import { iceUrl } from '../../src-core/sync/relayProtocol.ts'
import { list, number, secret, section } from './setting.ts'

export const turnSettings = section(
  {
    urls: list({
      means:
        'TURN and STUN servers that clients are told; such a server sees the addresses of both sides, and must be told itself what not to log',
      fallback: [],
      rule: 'takes addresses like turn:turn.example:3478?transport=udp, turns:… or stun:…',
      check: (value) => iceUrl.test(value),
    }),
    secret: secret({
      means: 'what this relay shares with the TURN server (coturn: static-auth-secret)',
      minLength: 16,
    }),
    lifetimeMinutes: number({
      means: 'how long a credential is good for',
      fallback: 60,
      least: 5,
      most: 1_440,
    }),
  },
  ({ urls, secret }) => {
    if (urls.length > 8) return 'turn.urls takes at most 8 addresses.'
    const hasTurn = urls.some((url) => url.startsWith('turn'))
    if (hasTurn && secret === undefined)
      return 'turn.urls names a TURN server: set turn.secret too.'
    if (!hasTurn && secret !== undefined) return 'turn.secret is of no use without a turn: address.'
    return undefined
  },
)
