import '@mantine/dropzone/styles.layer.css'
import { Dropzone } from '@mantine/dropzone'
import { Say } from '../../ui/Say.tsx'
import { useSpace } from '../feed/SpaceContext.tsx'
import css from './Composer.module.css'
import { Readers } from './Readers.tsx'

interface Props {
  readonly onFiles: (files: readonly File[]) => void
}

/** Files dropped anywhere in the window; says where they go and who reads them while they hover. */
export default function DropFiles({ onFiles }: Props) {
  const { view } = useSpace()
  return (
    <Dropzone.FullScreen
      classNames={{ root: css.drop ?? '', inner: css.dropInner ?? '' }}
      onDrop={onFiles}
    >
      <p className={css.dropTitle}>
        <Say id="composer.drop" values={{ space: view.name }} />
      </p>
      <Readers id="drop-readers" />
    </Dropzone.FullScreen>
  )
}
