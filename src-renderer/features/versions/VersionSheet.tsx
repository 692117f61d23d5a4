import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VersionId } from '../../../src-core/base/ids.ts'
import type { History, Version } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useFormat } from '../../state/format.ts'
import { useCommand } from '../../state/useCommand.ts'
import { useFocusHeir } from '../../state/useFocusHeir.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { showToast } from '../feed/toast.tsx'
import { BodyView } from '../notes/BodyView.tsx'
import { Changes } from './Changes.tsx'
import type { NotePlace } from './notePlace.ts'
import { useVersion } from './useVersion.ts'
import css from './versions.module.css'
import { versionName } from './versionWords.ts'

interface Props {
  readonly place: NotePlace
  readonly history: History
  /** Undefined: the note as it is now. */
  readonly version: Version | undefined
  readonly onErase: (versionId: VersionId) => void
}

/** One version for reading, or what differs between it and another one. */
export function VersionSheet({ place, history, version, onErase }: Props) {
  const { t } = useTranslation()
  const { moment } = useFormat()
  const [shows, setShows] = useState<'text' | 'changes'>('text')
  const comparable = history.versions.length > (version ? 0 : 1) || version !== undefined
  return (
    <>
      <div className={css.tools}>
        <h2 className={css.heading} dir="auto">
          {version ? `${versionName(t, version)}, ${moment(version.at)}` : t('versions.now')}
        </h2>
        {comparable && (
          <SegmentedControl
            aria-label={t('versions.show')}
            size="xs"
            classNames={{ root: css.segments ?? '', indicator: css.indicator ?? '' }}
            data={(['text', 'changes'] as const).map((value) => ({
              value,
              label: t(`versions.${value}`),
            }))}
            value={shows}
            onChange={(value) => setShows(value as 'text' | 'changes')}
          />
        )}
      </div>
      {shows === 'changes' ? (
        <Changes place={place} history={history} version={version} />
      ) : (
        <Text place={place} history={history} version={version} />
      )}
      {version && <Acts place={place} history={history} version={version} onErase={onErase} />}
    </>
  )
}

function Text({ place, history, version }: Omit<Props, 'onErase'>) {
  const { t } = useTranslation()
  const { read, failure } = useVersion(place, version?.versionId ?? null, history.now)
  if (failure) return <FailureLine failure={failure} />
  if (!read) return <p className={css.hint}>{t('notes.opening')}</p>
  return (
    <article className={css.sheet}>
      <h3 className={css.noteTitle} dir="auto">
        {read.title || t('notes.untitled')}
      </h3>
      <BodyView doc={read.doc} />
    </article>
  )
}

function Acts({ place, history, version, onErase }: Props & { readonly version: Version }) {
  const { t } = useTranslation()
  const client = useClient()
  const part = useFocusHeir<HTMLDivElement>()
  const restore = useCommand(client.versions.restore)
  const undo = useCommand(client.feed.undo)
  const { can } = history
  if (!can.restore && !can.erase) return null
  const run = async () => {
    const result = await restore.run({ ...place, versionId: version.versionId })
    if (!result.ok) return
    const label = t('versions.undo')
    const takeBack = () => void undo.run({ spaceId: place.spaceId })
    showToast({ message: t('versions.restored'), undo: { label, run: takeBack } })
  }
  return (
    <>
      <div className={css.acts} ref={part}>
        {can.restore && (
          <Button
            disabled={!version.here || version.sameAsNow}
            loading={restore.pending}
            onClick={run}
          >
            {t('versions.restore')}
          </Button>
        )}
        {can.erase && (
          <Button variant="default" data-stop onClick={() => onErase(version.versionId)}>
            {t('versions.erase')}
          </Button>
        )}
      </div>
      <FailureLine failure={restore.error ?? undo.error} />
    </>
  )
}
