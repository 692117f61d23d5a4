import { beforeAll, describe, expect, it } from 'vitest'
import { type DocId, idFromBytes } from '../../src-core/base/ids.ts'
import { ready } from '../../src-core/crypto/index.ts'
import { fileOf } from './fileExamples.ts'
import { plain, readVectors } from './files.ts'
import { letterOf, mailboxOf } from './mailboxExamples.ts'
import { documentsOf, spokenOf } from './messageExamples.ts'
import { snapshotOf } from './snapshotExamples.ts'
import {
  envelopeOf,
  handshakeOf,
  messagesOf,
  segmentOf,
  signalOf,
  syncInputs,
} from './syncExamples.ts'
import { versionOf } from './versionExamples.ts'

beforeAll(ready)

const inputs = () => syncInputs(idFromBytes<DocId>(new Uint8Array(16).fill(7)))

describe('the frozen vectors of sync', () => {
  it('hold every byte of an envelope (rule 12)', () => {
    expect(plain({ ...inputs().plain, ...envelopeOf(inputs()) })).toEqual(readVectors('envelope'))
  })
  it('hold every byte of a segment (rule 16)', () => {
    expect(plain({ ...inputs().plain, ...segmentOf(inputs()) })).toEqual(readVectors('segment'))
  })
  it('hold every byte of a snapshot (rule 16)', () => {
    expect(plain({ ...inputs().plain, ...snapshotOf(inputs()) })).toEqual(readVectors('snapshot'))
  })
  it('hold every byte of a topic and a signaling payload (rules 17 and 18)', () => {
    expect(plain({ ...inputs().plain, ...signalOf(inputs()) })).toEqual(readVectors('signal'))
  })
  it('hold every byte and key of a handshake (rule 20)', () => {
    expect(plain({ ...inputs().plain, ...handshakeOf(inputs()) })).toEqual(readVectors('handshake'))
  })
  it('hold every byte of a mailbox’s items and frames (rule 23)', () => {
    expect(plain(mailboxOf(inputs()))).toEqual(readVectors('mailbox'))
  })
  it('hold the box of a letter between two devices and every byte of it (rule 23)', () => {
    expect(plain(letterOf(inputs()))).toEqual(readVectors('letter'))
  })
  it('hold every byte of a file’s chunks, list of hashes and manifest', () => {
    expect(plain(fileOf())).toEqual(readVectors('file'))
  })
  it('hold every byte of a kept version of a note (rule 16)', () => {
    expect(plain(versionOf())).toEqual(readVectors('versions'))
  })
  it('hold every message at a door, between devices, of groups and of presence', () => {
    expect(plain({ ...inputs().plain, ...spokenOf(inputs()) })).toEqual(readVectors('spoken'))
  })
  it('hold names of documents and of who writes in them, and the struct of a void change', () => {
    expect(plain(documentsOf(inputs()))).toEqual(readVectors('documents'))
  })
  it('hold every message of a session', () => {
    expect(plain(messagesOf())).toEqual(readVectors('session'))
  })
})
