import { useTranslation } from 'react-i18next'
import type { ErasedVersion } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { type Pip, Pips } from '../../ui/Pips.tsx'
import { Say } from '../../ui/Say.tsx'
import css from './versions.module.css'
import { deviceList } from './versionWords.ts'

/** Each erased version leaves a line: when, by whom, and who has not heard of it yet. */
export function ErasedVersions({ erased }: { readonly erased: readonly ErasedVersion[] }) {
  const { t } = useTranslation()
  if (erased.length === 0) return null
  return (
    <>
      <h2 className={css.group}>{t('versions.erased')}</h2>
      <ul className={css.erased}>
        {erased.map((version) => (
          <ErasedRow key={version.versionId} version={version} />
        ))}
      </ul>
    </>
  )
}

function ErasedRow({ version }: { readonly version: ErasedVersion }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { keptAt, by, erasedAt, erasedBy, devices } = version
  const waiting = devices.filter(({ heard }) => !heard)
  const nameless = t('common.nameless')
  return (
    <li>
      <p>
        <Say
          id="versions.erasedRow"
          values={{
            kept: format.moment(keptAt),
            by: by.name || nameless,
            when: format.moment(erasedAt),
            eraser: erasedBy.name || nameless,
          }}
        />
      </p>
      {devices.length > 0 && (
        <p className={css.hint} data-wait={waiting.length > 0 || undefined}>
          <Pips pips={['have', ...devices.map(({ heard }): Pip => (heard ? 'have' : 'wait'))]} />{' '}
          {waiting.length === 0
            ? t('versions.heardAll')
            : t('versions.heardSome', {
                have: devices.length + 1 - waiting.length,
                of: devices.length + 1,
              })}{' '}
          {waiting.length > 0 &&
            t('versions.notHeard', { devices: deviceList(t, format, waiting) })}
        </p>
      )}
    </li>
  )
}
