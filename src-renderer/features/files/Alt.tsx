import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemId } from '../../../src-core/base/ids.ts'
import type { FileInfo } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { useSpace } from '../feed/SpaceContext.tsx'
import css from './FileTile.module.css'

interface Props {
  readonly itemId: ItemId
  readonly file: FileInfo
}

/** Asks for a picture's description where it has none yet. */
export function Alt({ itemId, file }: Props) {
  const { t } = useTranslation()
  const client = useClient()
  const { spaceId } = useSpace()
  const [text, setText] = useState<string>()
  const setAlt = useCommand(client.feed.setAlt)
  if (file.picture?.alt !== '') return null
  if (text === undefined) {
    return (
      <button type="button" className={css.addAlt} onClick={() => setText('')}>
        {t('files.addAlt')}
      </button>
    )
  }
  return (
    <form
      className={css.alt}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') void setAlt.run({ spaceId, itemId, alt: text.trim() })
      }}
    >
      <TextInput
        className={css.grow}
        size="xs"
        aria-label={t('files.altOf', { name: file.name })}
        maxLength={1000}
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText(undefined)
        }}
      />
      <Button type="submit" size="xs" variant="default" loading={setAlt.pending}>
        {t('common.save')}
      </Button>
      <FailureLine failure={setAlt.error} />
    </form>
  )
}
