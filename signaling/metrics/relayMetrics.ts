import type { RelayStats } from '../stats.ts'
import type { MetricSource } from './metricSource.ts'

type Description = Omit<MetricSource, 'read'>

const counter = (name: string, help: string): Description => ({
  name: `foyer_relay_${name}_total`,
  help,
  type: 'counter',
})
const gauge = (name: string, help: string): Description => ({
  name: `foyer_relay_${name}`,
  help,
  type: 'gauge',
})

const descriptions: Readonly<Record<keyof RelayStats, Description>> = {
  connections: gauge('connections', 'Open WebSockets.'),
  topics: gauge('topics', 'Topics that somebody listens to.'),
  subscriptions: gauge('subscriptions', 'Pairs of a WebSocket and a topic it listens to.'),
  published: counter('published', 'Publishes taken from clients.'),
  delivered: counter('delivered', 'Frames handed to subscribers.'),
  malformed: counter('malformed', 'Frames that were none.'),
  dropped: counter('dropped', 'Publishes dropped because their topic was over its quota.'),
  refused: counter('refused', 'Handshakes refused, by quota, origin or token.'),
  expelled: counter('expelled', 'Clients closed because of what they sent.'),
  slow: counter('slow', 'Clients cut off because of what they left unread.'),
  mailboxStored: counter('mailbox_stored', 'Items that the mailbox took.'),
  mailboxFetched: counter('mailbox_fetched', 'Items that the mailbox handed out.'),
  mailboxRefused: counter('mailbox_refused', 'Requests that the mailbox refused.'),
}

/** The relay's own numbers as metrics. */
export const relayMetrics = (stats: () => RelayStats): MetricSource[] =>
  Object.entries(descriptions).map(([key, description]) => ({
    ...description,
    read: () => stats()[key as keyof RelayStats],
  }))
