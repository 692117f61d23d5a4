import { list, number, optionalText, secret, section, text } from './setting.ts'

const isServer = (value: string): boolean =>
  URL.canParse(value) && ['nats:', 'tls:'].includes(new URL(value).protocol)

/** NATS, by which several relays act as one: off while no server is named. */
export const natsSettings = section(
  {
    servers: list({
      means:
        'NATS servers that make several relays act as one; none means that this relay is alone',
      fallback: [],
      rule: 'takes addresses like nats://10.0.0.7:4222 or tls://nats.example; this is none',
      check: isServer,
      keeps: (servers) =>
        servers.length === 0
          ? undefined
          : 'nothing here; NATS passes on sealed messages by hashed topics and sees which relays listen to the same ones',
    }),
    prefix: text({
      means:
        'what the names of all subjects and streams begin with; relays that share it act as one',
      fallback: 'foyer',
      rule: 'takes letters, digits, - and _',
      check: (value) => /^[\w-]{1,32}$/.test(value),
    }),
    replicas: number({
      means: 'how many servers of a NATS cluster keep each item of the mailbox: 1, 3 or 5',
      fallback: 1,
      least: 1,
      most: 5,
    }),
    user: optionalText({ means: 'user for NATS', rule: 'needs a name' }),
    password: secret({ means: 'password for NATS', minLength: 1 }),
    token: secret({ means: 'token for NATS, instead of user and password', minLength: 1 }),
    credentialsFile: optionalText({
      means: 'a `.creds` file of NATS, instead of user and password',
      rule: 'needs the path of a file',
    }),
    caFile: optionalText({
      means: 'certificate authority of the NATS servers, in PEM; the system’s unless told',
      rule: 'needs the path of a file',
    }),
  },
  ({ user, password }) =>
    (user === undefined) === (password === undefined)
      ? undefined
      : 'nats.user and nats.password go together: set both or none.',
)
