import { NativeSelect } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VersionId } from '../../../src-core/base/ids.ts'
import type { History, Version } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { Say } from '../../ui/Say.tsx'
import { readBody } from '../notes/readBody.ts'
import { ComparedNote } from './ComparedNote.tsx'
import { compareNotes } from './compareNotes.ts'
import { noteLines } from './noteLines.ts'
import type { NotePlace } from './notePlace.ts'
import { type ReadVersion, useVersion } from './useVersion.ts'
import css from './versions.module.css'
import { versionLine } from './versionWords.ts'

interface Props {
  readonly place: NotePlace
  readonly history: History
  readonly version: Version | undefined
}

const NOW = 'now'

/** What differs between a version and another one, or now: always from the older to the newer. */
export function Changes({ place, history, version }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const own = version?.versionId ?? NOW
  const places = [NOW, ...history.versions.map(({ versionId }) => versionId)]
  const others = places.filter((one) => one !== own)
  const [wanted, setWanted] = useState<string>(others[0] ?? NOW)
  const other = others.includes(wanted) ? wanted : (others[0] ?? NOW)
  const [newer, older] = [own, other].sort((a, b) => places.indexOf(a) - places.indexOf(b))
  const word = (id: string | undefined) => {
    const found = history.versions.find(({ versionId }) => versionId === id)
    return found ? versionLine(t, format, found) : t('versions.now')
  }
  return (
    <>
      <NativeSelect
        className={css.against ?? ''}
        label={t('versions.against')}
        data={others.map((value) => ({ value, label: word(value) }))}
        value={other}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <p className={css.hint}>
        <Say id="versions.fromTo" values={{ from: word(older), to: word(newer) }} />
      </p>
      <Between place={place} older={idOf(older)} newer={idOf(newer)} now={history.now} />
    </>
  )
}

const idOf = (place: string | undefined) =>
  place === undefined || place === NOW ? null : (place as VersionId)

interface BetweenProps {
  readonly place: NotePlace
  readonly older: VersionId | null
  readonly newer: VersionId | null
  readonly now: string
}

function Between({ place, older, newer, now }: BetweenProps) {
  const { t } = useTranslation()
  const [before, after] = [useVersion(place, older, now), useVersion(place, newer, now)]
  const comparison = useMemo(
    () =>
      before.read && after.read
        ? compareNotes(linesOf(before.read), linesOf(after.read))
        : undefined,
    [before.read, after.read],
  )
  const failure = before.failure ?? after.failure
  if (failure) return <FailureLine failure={failure} />
  if (!comparison) return <p className={css.hint}>{t('notes.opening')}</p>
  const { added, removed } = comparison
  const same = comparison.lines.every(({ change }) => change === 'same')
  return (
    <>
      <p className={css.sum}>
        {same
          ? t('versions.noChanges')
          : t('versions.words', {
              added: t('versions.added', { count: added }),
              removed: t('versions.removed', { count: removed }),
            })}
      </p>
      <ComparedNote comparison={comparison} />
    </>
  )
}

const linesOf = ({ title, doc }: ReadVersion) => noteLines(title, readBody(doc))
