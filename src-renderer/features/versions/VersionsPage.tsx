import { Button } from '@mantine/core'
import { IconArrowLeft, IconBookmark } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemId, SpaceId, VersionId } from '../../../src-core/base/ids.ts'
import { toFailure } from '../../state/failure.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { spaceRoute } from '../../state/routes.ts'
import { useQuery } from '../../state/useQuery.ts'
import { useStream } from '../../state/useStream.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { ICON } from '../../ui/icon.ts'
import { Subpage } from '../../ui/Subpage.tsx'
import { ErasedVersions } from './ErasedVersions.tsx'
import { EraseVersionsDialog } from './EraseVersionsDialog.tsx'
import { KeepVersionDialog } from './KeepVersionDialog.tsx'
import { VersionList } from './VersionList.tsx'
import { VersionSheet } from './VersionSheet.tsx'
import css from './versions.module.css'

interface Props {
  readonly spaceId: SpaceId
  readonly itemId: ItemId
}

type Asked = 'keep' | { readonly erase: VersionId | 'all' }

/** What a note was before: its kept versions, to be looked at, compared, restored and erased. */
export function VersionsPage({ spaceId, itemId }: Props) {
  const { t } = useTranslation()
  const { go } = useRouter()
  const place = { spaceId, itemId }
  const { value: history, error } = useStream('versions', 'watch', place)
  const { value: now } = useQuery('versions', 'read', { ...place, versionId: null }, history?.now)
  /** Undefined: nothing was chosen yet, which on a phone shows the list. */
  const [chosen, setChosen] = useState<VersionId | 'now'>()
  const [asked, setAsked] = useState<Asked>()
  const version = history?.versions.find(({ versionId }) => versionId === chosen)
  const shown = version ? version.versionId : null
  const close = () => setAsked(undefined)
  return (
    <Subpage
      title={t('versions.title')}
      of={t('versions.of', { title: now?.title || t('notes.untitled') })}
      back={{ label: t('app.toFeed'), onClick: () => go(spaceRoute(spaceId, 'feed', itemId)) }}
      actions={
        history?.can.keep && (
          <Button
            variant="default"
            leftSection={<IconBookmark {...ICON} size={17} />}
            onClick={() => setAsked('keep')}
          >
            {t('versions.keep')}
          </Button>
        )
      }
    >
      {error && <FailureLine failure={toFailure(error)} />}
      {history && (
        <div
          className={css.split}
          data-chosen={version !== undefined || chosen === 'now' || undefined}
        >
          <section className={css.side} aria-label={t('versions.list')}>
            <VersionList history={history} chosen={shown ?? 'now'} onChoose={setChosen} />
            {history.can.erase && history.versions.length > 0 && (
              <Button
                variant="subtle"
                data-stop
                size="xs"
                onClick={() => setAsked({ erase: 'all' })}
              >
                {t('versions.eraseAll')}
              </Button>
            )}
            <ErasedVersions erased={history.erased} />
          </section>
          <section className={css.main} aria-live="off">
            <Button
              className={css.toList ?? ''}
              variant="subtle"
              size="xs"
              leftSection={<IconArrowLeft {...ICON} size={16} />}
              onClick={() => setChosen(undefined)}
            >
              {t('versions.all')}
            </Button>
            <VersionSheet
              key={shown}
              place={place}
              history={history}
              version={version}
              onErase={(erase) => setAsked({ erase })}
            />
          </section>
        </div>
      )}
      {asked === 'keep' && <KeepVersionDialog place={place} onClose={close} />}
      {history && typeof asked === 'object' && (
        <EraseVersionsDialog
          place={place}
          history={history}
          versionId={asked.erase}
          onClose={close}
        />
      )}
    </Subpage>
  )
}
