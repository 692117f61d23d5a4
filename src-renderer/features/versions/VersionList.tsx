import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { VersionId } from '../../../src-core/base/ids.ts'
import type { History, Version } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { Say } from '../../ui/Say.tsx'
import css from './versions.module.css'
import { versionName } from './versionWords.ts'

interface Props {
  readonly history: History
  readonly chosen: VersionId | 'now'
  readonly onChoose: (version: VersionId | 'now') => void
}

/** Newest first, and before them all the note as it is now. */
export function VersionList({ history, chosen, onChoose }: Props) {
  const { t } = useTranslation()
  const { versions } = history
  return (
    <>
      <ol className={css.list}>
        <li>
          <UnstyledButton
            className={css.row}
            aria-current={chosen === 'now' || undefined}
            onClick={() => onChoose('now')}
          >
            <span className={css.name}>{t('versions.now')}</span>
            <span className={css.hint}>{t('versions.nowHint')}</span>
          </UnstyledButton>
        </li>
        {versions.map((version) => (
          <li key={version.versionId}>
            <VersionRow
              version={version}
              chosen={version.versionId === chosen}
              onChoose={() => onChoose(version.versionId)}
            />
          </li>
        ))}
      </ol>
      <p className={css.hint}>
        {versions.length === 0 ? t('versions.none') : t('versions.mostHint')}
      </p>
    </>
  )
}

interface RowProps {
  readonly version: Version
  readonly chosen: boolean
  readonly onChoose: () => void
}

function VersionRow({ version, chosen, onChoose }: RowProps) {
  const { t } = useTranslation()
  const { moment } = useFormat()
  const { by, at, here, sameAsNow } = version
  return (
    <UnstyledButton
      className={css.row}
      aria-current={chosen || undefined}
      data-named={version.name !== '' || undefined}
      onClick={onChoose}
    >
      <span className={css.name} dir="auto">
        {versionName(t, version)}
      </span>
      <span className={css.hint}>
        <Say
          id="versions.by"
          values={{ when: moment(at), name: by.name || t('common.nameless') }}
        />
      </span>
      {sameAsNow && <span className={css.tag}>{t('versions.sameAsNow')}</span>}
      {!here && (
        <span className={css.tag} data-wait>
          {t('versions.away')}
        </span>
      )}
    </UnstyledButton>
  )
}
