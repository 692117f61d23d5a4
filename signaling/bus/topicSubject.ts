import { createHash } from 'node:crypto'

/**
 * The NATS subject of a topic. Topics may hold anything, dots and wildcards too, and be long; a hash is
 * one token of fixed length, and the logs of NATS do not show what stock y-webrtc clients call a room.
 */
export const topicSubject = (prefix: string, topic: string): string =>
  `${prefix}.topic.${createHash('sha256').update(topic).digest('base64url')}`
