import { useEffect, useMemo } from 'react'
import * as Y from 'yjs'
import type { VersionId } from '../../../src-core/base/ids.ts'
import { type Failure, toFailure } from '../../state/failure.ts'
import { useQuery } from '../../state/useQuery.ts'
import type { NotePlace } from './notePlace.ts'

export interface ReadVersion {
  readonly title: string
  /** A document of its own: nothing that is done to it reaches the note. */
  readonly doc: Y.Doc
}

/** A version (null: the note as it is now) as a detached document; `now` asks anew. */
export function useVersion(
  place: NotePlace,
  versionId: VersionId | null,
  now: string,
): { readonly read: ReadVersion | undefined; readonly failure: Failure | undefined } {
  const input = { ...place, versionId }
  const { value, error } = useQuery('versions', 'read', input, versionId === null ? now : '')
  const read = useMemo(() => {
    if (!value) return undefined
    const doc = new Y.Doc()
    Y.applyUpdate(doc, value.update)
    return { title: value.title, doc }
  }, [value])
  useEffect(() => () => read?.doc.destroy(), [read])
  return { read, failure: error && toFailure(error) }
}
