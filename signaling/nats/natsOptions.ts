/** How to reach NATS; with no server named, this relay is alone. */
export interface NatsOptions {
  /** For example `nats://10.0.0.7:4222` or `tls://nats.example`; any that answers will do. */
  readonly servers: readonly string[]
  /** What all subjects, streams and buckets begin with: relays that share it act as one. */
  readonly prefix: string
  /** How many servers of a NATS cluster keep each item of the mailbox; 1 unless told. */
  readonly replicas?: number | undefined
  readonly user?: string | undefined
  readonly password?: string | undefined
  readonly token?: string | undefined
  /** A `.creds` file of NATS. */
  readonly credentialsFile?: string | undefined
  /** The certificate authority to trust, in PEM; the system's, unless told. */
  readonly caFile?: string | undefined
}
