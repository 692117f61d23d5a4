import { ActionIcon, Combobox, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemId } from '../../../src-core/base/ids.ts'
import { useFormat } from '../../state/format.ts'
import { placeWord } from '../../state/placeWord.ts'
import { useQuery } from '../../state/useQuery.ts'
import { SKIP } from '../../state/useStream.ts'
import { Snippet } from '../../ui/Snippet.tsx'
import css from './FindBar.module.css'
import { useSpace } from './SpaceContext.tsx'
import stage from './SpaceStage.module.css'

const LIMIT = 20
const FIND_ICON = () => document.querySelector('[data-find]')

/** Finds text in this Space; a chosen place is shown in the feed. Nothing of it is remembered. */
export function FindBar({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { spaceId, view, show } = useSpace()
  const find = t('feed.find', { context: placeWord(view) })
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 120)
  const combobox = useCombobox()
  const [before] = useState(() => document.activeElement)
  const leave = () => {
    onClose()
    // What opened it may have made room for it; then the icon that stands there again.
    setTimeout(() => {
      const back = before?.isConnected && before !== document.body ? before : FIND_ICON()
      if (back instanceof HTMLElement) back.focus({ preventScroll: true })
    })
  }
  const input = asked === '' ? SKIP : { text: asked, spaceId, limit: LIMIT }
  const { value: found } = useQuery('search', 'find', input)
  const places = asked === '' ? [] : (found ?? [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the first place is selected for each answer.
  useEffect(() => {
    if (asked === '') combobox.closeDropdown()
    else combobox.openDropdown()
    combobox.selectFirstOption()
  }, [asked, found])

  return (
    <search className={stage.bar}>
      <Combobox
        store={combobox}
        onOptionSubmit={(itemId) => {
          show(itemId as ItemId)
          onClose()
        }}
      >
        <Combobox.Target>
          <TextInput
            className={css.input}
            aria-label={find}
            placeholder={find}
            leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
            data-autofocus
            autoFocus
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') leave()
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={asked === '' || !found}>
          <Combobox.Options className={css.options} aria-label={find}>
            {places.map((place) => (
              <Combobox.Option key={place.itemId} value={place.itemId}>
                <span className={css.snippet}>
                  <Snippet text={place.snippet} />
                </span>{' '}
                <span className={css.when}>{format.moment(place.createdAt)}</span>
              </Combobox.Option>
            ))}
            {places.length === 0 && (
              <Combobox.Empty>{t('feed.findNothing', { text: asked })}</Combobox.Empty>
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <ActionIcon size="sm" aria-label={t('common.close')} onClick={leave}>
        <IconX size={17} stroke={1.75} />
      </ActionIcon>
    </search>
  )
}
