import { Button, Group, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../state/format.ts'
import { Say } from '../../ui/Say.tsx'
import { useSpace } from '../feed/SpaceContext.tsx'

interface Props {
  readonly asked: boolean
  readonly onAnswer: (yes: boolean) => void
}

/** Asked once, before the first post to more than 20 readers. Focus starts on Cancel. */
export default function WideAudience({ asked, onAnswer }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { view } = useSpace()
  const count = format.number(view.readers.length)
  return (
    <Modal
      opened={asked}
      onClose={() => onAnswer(false)}
      title={t('composer.wideTitle', { count: view.readers.length })}
      centered
    >
      <p>
        <Say id="composer.wideText" values={{ space: view.name, count }} />
      </p>
      <Group justify="flex-end" mt="md">
        <Button variant="default" data-autofocus onClick={() => onAnswer(false)}>
          {t('common.cancel')}
        </Button>
        <Button onClick={() => onAnswer(true)}>
          {t('composer.widePost', { count: view.readers.length })}
        </Button>
      </Group>
    </Modal>
  )
}
