import { useTranslation } from 'react-i18next'
import type { FileInfo } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import css from './FileTile.module.css'

const REMOVED = {
  location: 'files.locationRemoved',
  camera: 'files.cameraRemoved',
  author: 'files.authorRemoved',
} as const

/** A file's second line: what was stripped and its size, or how far it has arrived. */
export function FileFacts({ file }: { readonly file: FileInfo }) {
  const { t } = useTranslation()
  const format = useFormat()
  const size = format.size(file.sizeBytes)
  const have = format.size(file.transfer.haveBytes)
  return <div className={css.facts}>{words()}</div>

  function words(): string {
    switch (file.transfer.state) {
      case 'receiving':
        return t('files.received', { have, size })
      case 'paused':
        return t('files.paused', { have, size })
      case 'waiting':
        return t('files.waiting', { size })
      case 'complete': {
        // The one that matters most is named; the others went with it.
        const [first] = [...file.removed].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))
        return first ? t('files.facts', { removed: t(REMOVED[first]), size }) : size
      }
      default:
        return file.transfer.state satisfies never
    }
  }
}

const ORDER: readonly FileInfo['removed'][number][] = ['location', 'author', 'camera']
