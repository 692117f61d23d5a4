import { type DocId, idFromBytes } from '../../src-core/base/ids.ts'
import { ready } from '../../src-core/crypto/index.ts'
import { fileOf } from './fileExamples.ts'
import { writeOnce } from './files.ts'
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

/** Writes the vectors of sync that are not there yet: `node test/vectors/generateSync.ts`. */
await ready()
const inputs = syncInputs(idFromBytes<DocId>(new Uint8Array(16).fill(7)))
writeOnce('envelope', { ...inputs.plain, ...envelopeOf(inputs) })
writeOnce('segment', { ...inputs.plain, ...segmentOf(inputs) })
writeOnce('snapshot', { ...inputs.plain, ...snapshotOf(inputs) })
writeOnce('signal', { ...inputs.plain, ...signalOf(inputs) })
writeOnce('handshake', { ...inputs.plain, ...handshakeOf(inputs) })
writeOnce('mailbox', mailboxOf(inputs))
writeOnce('letter', letterOf(inputs))
writeOnce('session', messagesOf())
writeOnce('spoken', { ...inputs.plain, ...spokenOf(inputs) })
writeOnce('documents', documentsOf(inputs))
writeOnce('file', fileOf())
writeOnce('versions', versionOf())
