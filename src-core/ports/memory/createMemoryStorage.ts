import type { SpaceId } from '../../base/ids.ts'
import type { Storage } from '../storage.ts'
import { createEnvelopeStore } from './envelopes.ts'
import { createFeedStore } from './feed.ts'
import { createGivenStore } from './given.ts'
import { createJournal } from './journal.ts'
import { createLogStore } from './log.ts'
import { createPersonalStore } from './personal.ts'
import {
  createCheckpointStore,
  createFileStore,
  createMailboxStateStore,
  createSettingsStore,
} from './small.ts'
import { createSpaceStore } from './spaces.ts'
import { createVersionStore } from './versions.ts'

/** Storage of a guest page, and of tests: everything in memory, gone with the page. */
export function createMemoryStorage(journal = createJournal()): Storage {
  const feed = createFeedStore(journal)
  const sections = {
    settings: createSettingsStore(journal),
    log: createLogStore(journal),
    envelopes: createEnvelopeStore(journal),
    checkpoints: createCheckpointStore(journal),
    feed,
    given: createGivenStore(journal, feed),
    files: createFileStore(journal),
    versions: createVersionStore(journal),
    mailbox: createMailboxStateStore(journal),
    personal: createPersonalStore(journal),
  }
  const forgetSpace = (spaceId: SpaceId) => {
    for (const section of Object.values(sections)) section.forget(spaceId)
  }
  const spaces = createSpaceStore(journal, forgetSpace)

  return {
    transaction: journal.transaction,
    unsynced: journal.transaction,
    settle: () => undefined,
    settings: sections.settings.store,
    spaces: spaces.store,
    log: sections.log.store,
    envelopes: sections.envelopes.store,
    checkpoints: sections.checkpoints.store,
    feed: sections.feed.store,
    files: sections.files.store,
    given: sections.given.store,
    versions: sections.versions.store,
    mailbox: sections.mailbox.store,
    personal: sections.personal.store,
    usedBytes: () =>
      [...Object.values(sections), spaces].reduce((sum, section) => sum + section.usedBytes(), 0),
    close: () => undefined,
  }
}
