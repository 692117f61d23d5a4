import { Drawer } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { Details } from './Details.tsx'
import css from './SpacePage.module.css'

interface Props {
  readonly view: SpaceFacts
  readonly opened: boolean
  readonly onClose: () => void
}

/** The details over the stage, where there is no room beside it. */
export default function DetailsDrawer({ view, opened, onClose }: Props) {
  const { t } = useTranslation()
  // Closed at first, so that it slides in the first time as well.
  const [shown, setShown] = useState(false)
  useEffect(() => setShown(opened), [opened])
  return (
    <Drawer
      opened={shown}
      onClose={onClose}
      position="right"
      size={296}
      withCloseButton={false}
      title={null}
      attributes={{ content: { 'aria-label': t('app.detailsPanel') } }}
      classNames={{ body: css.drawer ?? '', content: css.drawerContent ?? '' }}
      overlayProps={{ color: 'var(--veil)', backgroundOpacity: 1 }}
      transitionProps={{ duration: 180 }}
    >
      <Details view={view} onHide={onClose} />
    </Drawer>
  )
}
