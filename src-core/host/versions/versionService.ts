import { createNoteHistory, type NoteHistory, type NoteHistoryOptions } from './noteHistory.ts'
import { createSpaceVersions, type SpaceVersions } from './spaceVersions.ts'
import type { SpaceVersionsOptions } from './versionsOptions.ts'

export type VersionServiceOptions = SpaceVersionsOptions &
  Omit<NoteHistoryOptions, 'versions' | keyof SpaceVersionsOptions>

/** The versions of one Space's notes, and what pages see of them. */
export interface VersionService {
  readonly versions: SpaceVersions
  readonly history: NoteHistory
}

export type CreateVersionService = (options: VersionServiceOptions) => VersionService

export const createVersionService: CreateVersionService = (options) => {
  const versions = createSpaceVersions(options)
  return { versions, history: createNoteHistory({ ...options, versions }) }
}

/**
 * The code of versions: at once where it lies on this machine, so that an erasure is carried out in the
 * very transaction that brings it; later in a page that is loaded for one visit.
 */
export type VersionsSource =
  | { readonly now: CreateVersionService }
  | { readonly later: () => Promise<CreateVersionService> }
