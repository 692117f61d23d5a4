import { useDisclosure } from '@mantine/hooks'
import { Suspense, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileInfo } from '../../../src-core/bridge/contract.ts'
import { laterPart } from '../../ui/laterPart.ts'
import { useSpace } from '../feed/SpaceContext.tsx'
import css from './FileTile.module.css'
import { fileIcon } from './fileKinds.ts'
import { canShow } from './pictures.ts'
import { usePicture } from './usePicture.ts'

const WholePicture = laterPart(() => import('./WholePicture.tsx'))

interface Props {
  readonly file: FileInfo
  readonly tall: boolean
}

/** The picture at a fixed height; a click shows all of it. */
export function Preview({ file, tall }: Props) {
  const { t } = useTranslation()
  const { spaceId } = useSpace()
  const { address, broken, markBroken } = usePicture(spaceId, file)
  const [opened, { open, close }] = useDisclosure(false)
  // Once opened it stays, so that it fades out.
  const needed = useRef(false)
  needed.current ||= opened

  if (broken) return <p className={css.broken}>{t('files.pictureBroken')}</p>
  if (!canShow(file)) return tall ? <Placeholder file={file} /> : null
  const alt = file.picture?.alt || t('files.noAlt')
  return (
    <>
      <button
        type="button"
        className={css.preview}
        aria-label={t('files.openPicture', { name: file.name })}
        onClick={open}
      >
        {address && <img src={address} alt={alt} onError={markBroken} decoding="async" />}
      </button>
      {needed.current && (
        <Suspense>
          <WholePicture
            name={file.name}
            address={address}
            alt={alt}
            opened={opened}
            onClose={close}
          />
        </Suspense>
      )}
    </>
  )
}

function Placeholder({ file }: { readonly file: FileInfo }) {
  const Icon = fileIcon(file.mime, file.name)
  return (
    <div className={css.preview} data-icon>
      <Icon size={34} stroke={1.25} aria-hidden />
    </div>
  )
}
