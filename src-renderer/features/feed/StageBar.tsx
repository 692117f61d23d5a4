import { ActionIcon, SegmentedControl } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { placeWord } from '../../state/placeWord.ts'
import { useShortcut } from '../../state/ShortcutsProvider.tsx'
import { useLayout } from '../../state/useLayout.ts'
import { Here } from '../presence/Here.tsx'
import { FindBar } from './FindBar.tsx'
import type { FeedFilter } from './feedPages.ts'
import { useSpace } from './SpaceContext.tsx'
import css from './SpaceStage.module.css'

const FILTERS = [
  ['everything', 'feed.everything'],
  ['note', 'feed.notes'],
  ['file', 'feed.files'],
  ['picture', 'feed.photos'],
  ['link', 'feed.links'],
] as const

interface Props {
  readonly filter: FeedFilter
  readonly onFilter: (filter: FeedFilter) => void
  readonly finding: boolean
  readonly onFinding: (finding: boolean) => void
}

/** What of the feed is shown, who is here, and finding in this Space. */
export function StageBar({ filter, onFilter, finding, onFinding }: Props) {
  const { t } = useTranslation()
  const { view } = useSpace()
  const phone = useLayout() === 'phone'
  const find = t('feed.find', { context: placeWord(view) })
  useShortcut({ keys: 'mod+F', label: find, run: () => onFinding(true) })
  const here = view.members.filter((member) => member.here && !member.person.self)

  if (finding) return <FindBar onClose={() => onFinding(false)} />
  // On a phone every line counts: finding is in the header, and the parts have a bar of their own.
  if (phone) return null
  return (
    <div className={css.bar}>
      <SegmentedControl
        aria-label={t('feed.show')}
        classNames={{
          root: css.filters ?? '',
          label: css.filterLabel ?? '',
          indicator: css.filterIndicator ?? '',
        }}
        withItemsBorders={false}
        transitionDuration={120}
        value={filter}
        onChange={(value) => onFilter(value as FeedFilter)}
        data={FILTERS.map(([value, label]) => ({ value, label: t(label) }))}
      />
      <span className={css.space} />
      <Here spaceId={view.spaceId} people={here.map((member) => member.person)} />
      <ActionIcon size="sm" aria-label={find} data-find onClick={() => onFinding(true)}>
        <IconSearch size={17} stroke={1.75} />
      </ActionIcon>
    </div>
  )
}
