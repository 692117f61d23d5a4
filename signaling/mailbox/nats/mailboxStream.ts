import { randomBytes } from 'node:crypto'
import {
  DiscardPolicy,
  type JetStreamClient,
  type JetStreamManager,
  StorageType,
  type StreamConfig,
} from '@nats-io/jetstream'
import { nanos } from '@nats-io/transport-node'
import type { MailboxQuotas, MailboxUsage } from '../mailboxStore.ts'
import { ITEM_HEADER_BYTES } from './itemHeaders.ts'

/** The JetStream stream that holds all boxes: one subject a box. */
export interface MailboxStream {
  readonly name: string
  readonly client: JetStreamClient
  readonly manager: JetStreamManager
  readonly generation: Uint8Array
  subjectOf(box: string): string
  usage(): Promise<MailboxUsage>
}

export interface MailboxStreamOptions {
  readonly prefix: string
  readonly replicas: number
  readonly quotas: MailboxQuotas
}

const BOX_LENGTH = 64
/** Of a message with headers in JetStream's file store: lengths, sequence, time, checksum. */
const RECORD_BYTES = 22 + 4 + 8
const LARGEST_ITEM = 512 * 1024

/** Makes the stream if it is not there, and gives it the settings of now if it is. */
export async function openMailboxStream(
  client: JetStreamClient,
  { prefix, replicas, quotas }: MailboxStreamOptions,
): Promise<MailboxStream> {
  const manager = await client.jetstreamManager()
  const name = `${prefix}-mailbox`
  const config: Partial<StreamConfig> & { name: string } = {
    name,
    subjects: [`${prefix}.mailbox.*`],
    storage: StorageType.File,
    num_replicas: replicas,
    max_age: nanos(quotas.ttlMs),
    duplicate_window: nanos(Math.min(quotas.ttlMs, 120_000)),
    max_msg_size: LARGEST_ITEM,
    // Full must mean refused; JetStream would otherwise let go of what was promised to be kept.
    discard: DiscardPolicy.New,
    allow_direct: true,
    deny_delete: true,
  }
  const generation = await generationOf(manager, config)
  const overhead = RECORD_BYTES + ITEM_HEADER_BYTES + `${prefix}.mailbox.`.length + BOX_LENGTH
  return {
    name,
    client,
    manager,
    generation,
    subjectOf: (box) => `${prefix}.mailbox.${box}`,
    async usage() {
      const { state } = await manager.streams.info(name)
      return { items: state.messages, bytes: Math.max(0, state.bytes - state.messages * overhead) }
    },
  }
}

const described = /^Foyer mailbox ([0-9a-f]{16})$/

/** The generation stands in the stream's description: it is made and lost together with the stream. */
async function generationOf(
  manager: JetStreamManager,
  config: Partial<StreamConfig> & { name: string },
): Promise<Uint8Array> {
  const fresh = `Foyer mailbox ${randomBytes(8).toString('hex')}`
  // Refused if another relay was faster or the stream is there with other settings.
  await manager.streams.add({ ...config, description: fresh }).catch(() => {})
  const there = (await manager.streams.info(config.name)).config
  const description = described.test(there.description ?? '') ? there.description : fresh
  await manager.streams.update(config.name, { ...config, description: description ?? fresh })
  return Uint8Array.from(Buffer.from(described.exec(description ?? fresh)?.[1] ?? '', 'hex'))
}
