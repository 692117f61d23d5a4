import { ActionIcon } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FileInfo } from '../../../src-core/bridge/contract.ts'
import { useBulk } from '../../state/FoyerProvider.tsx'
import { toFailure } from '../../state/failure.ts'
import { useSpace } from '../feed/SpaceContext.tsx'
import { showToast } from '../feed/toast.tsx'
import { readFile } from './pictures.ts'
import { saveBlob } from './saveBlob.ts'

/** Saves a file where the browser puts downloads: from the host's address, or out of this page's memory. */
export function Download({ file }: { readonly file: FileInfo }) {
  const { t } = useTranslation()
  const bulk = useBulk()
  const { spaceId } = useSpace()
  const label = t('files.download', { name: file.name })
  const icon = <IconDownload size={17} stroke={1.75} />
  const url = bulk.downloadUrl(spaceId, file.fileId)
  if (url) {
    return (
      <ActionIcon component="a" size="sm" href={url} download={file.name} aria-label={label}>
        {icon}
      </ActionIcon>
    )
  }
  const save = async () => {
    try {
      // Never a type that the browser would open in this origin.
      const content = await readFile(bulk, spaceId, file, 'application/octet-stream')
      saveBlob(content, file.name)
    } catch (thrown) {
      showToast({ message: t(`errors.${toFailure(thrown).code}`) })
    }
  }
  return (
    <ActionIcon size="sm" aria-label={label} onClick={() => void save()}>
      {icon}
    </ActionIcon>
  )
}
