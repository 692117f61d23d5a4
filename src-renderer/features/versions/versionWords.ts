import type { TFunction } from 'i18next'
import type { ErasedVersion, Version } from '../../../src-core/bridge/contract.ts'
import type { Format } from '../../state/format.ts'
import { ownerWord } from '../sync/deviceWords.ts'

/** What a version is called: by a person, or by why it was kept. */
export function versionName(t: TFunction, { name, kind }: Version): string {
  if (name !== '') return name
  return kind === 'beforeRestore' ? t('versions.beforeRestore') : t('versions.automatic')
}

/** As one line, where several are to be chosen from. */
export const versionLine = (t: TFunction, format: Format, version: Version): string =>
  `${versionName(t, version)}, ${format.moment(version.at)}`

/** "Bob’s laptop and Carol’s phone": each device of the list. */
export const deviceList = (
  t: TFunction,
  format: Format,
  devices: readonly Pick<ErasedVersion['devices'][number], 'person' | 'label'>[],
): string => format.list(devices.map(({ person, label }) => ownerWord(t, person.name, label)))
