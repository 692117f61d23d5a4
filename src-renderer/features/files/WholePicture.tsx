import { Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import css from './FileTile.module.css'

interface Props {
  readonly name: string
  readonly address: string | undefined
  readonly alt: string
  readonly opened: boolean
  readonly onClose: () => void
}

/** All of a picture, over the page. */
export default function WholePicture({ name, address, alt, opened, onClose }: Props) {
  // Closed at first, so that it fades in the first time as well.
  const [shown, setShown] = useState(false)
  useEffect(() => setShown(opened), [opened])
  return (
    <Modal opened={shown} onClose={onClose} size="auto" title={<bdi>{name}</bdi>}>
      {address && <img className={css.large} src={address} alt={alt} />}
    </Modal>
  )
}
