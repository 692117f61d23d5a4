import { createSpotlight, Spotlight } from '@mantine/spotlight'
import '@mantine/spotlight/styles.layer.css'
import { useDebouncedValue } from '@mantine/hooks'
import { IconFile, IconLink, IconMessageCircle, IconNote, IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { personRoute, spaceRoute } from '../../state/routes.ts'
import { useQuery } from '../../state/useQuery.ts'
import { SKIP, useStream } from '../../state/useStream.ts'
import { Arch } from '../../ui/Arch.tsx'
import { ICON } from '../../ui/icon.ts'
import { Snippet } from '../../ui/Snippet.tsx'
import { spaceLine } from '../app/spaceLine.ts'
import { PersonFace } from '../introduction/PersonFace.tsx'
import { TrustIcon } from '../trust/TrustMark.tsx'
import type { HeldTyping } from './heldTyping.ts'
import { KEYWORDS } from './keywords.ts'
import { matches } from './match.ts'
import css from './palette.module.css'
import { useActs } from './useActs.tsx'

const [store, spotlight] = createSpotlight()

interface Props {
  readonly spaces: readonly SpaceSummary[]
  readonly canLock: boolean
  /** Counts up each time the palette is asked for. */
  readonly asked: number
  /** Holds what is typed until this has the focus. */
  readonly typing: HeldTyping
}

const KIND_ICONS = {
  message: IconMessageCircle,
  note: IconNote,
  link: IconLink,
  file: IconFile,
} as const

/** Find or do anything: acts, people and Spaces, then text found. Works offline, remembers nothing. */
export function Palette({ spaces, canLock, asked, typing }: Props) {
  const { t } = useTranslation()
  const { route, go } = useRouter()
  const [query, setQuery] = useState('')
  const search = useRef<HTMLInputElement>(null)
  const spaceId = route.page === 'space' ? route.spaceId : undefined
  const { value: view } = useStream('spaces', 'view', spaceId ? { spaceId } : SKIP)
  const acts = useActs(view, canLock)
  const takeTyped = () => {
    const typed = typing.take()
    if (typed !== '') setQuery((text) => text + typed)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once each time it is asked for.
  useEffect(() => {
    if (asked === 0) return
    spotlight.open()
    // Where it is open already, it is what one types into.
    if (search.current && search.current === document.activeElement) takeTyped()
    else search.current?.focus()
  }, [asked])

  const doing = acts.filter((act) => matches(query, [act.label, ...KEYWORDS[act.id]]))
  const places = spaces.filter((space) => matches(query, [space.name]))
  const people = (view?.members ?? []).filter(
    ({ person }) => query !== '' && !person.self && matches(query, [person.name]),
  )
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      clearQueryOnClose
      maxHeight="min(70dvh, 33rem)"
      scrollable
      size="37.5rem"
      yOffset="6rem"
      transitionProps={{ duration: 120 }}
      overlayProps={{ color: 'var(--veil)', backgroundOpacity: 1, blur: 0 }}
      classNames={{ content: css.content ?? '', body: css.body ?? '' }}
      attributes={{ content: { 'aria-label': t('palette.title') } }}
    >
      <Spotlight.Search
        ref={search}
        onFocus={takeTyped}
        aria-label={t('palette.title')}
        placeholder={t('palette.title')}
        leftSection={<IconSearch {...ICON} size={20} />}
        rightSection={<kbd className={css.kbd}>Esc</kbd>}
        classNames={{ input: css.search ?? '' }}
      />
      <Spotlight.ActionsList className={css.list ?? ''}>
        {doing.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.do')} className={css.group ?? ''}>
            {(query === '' ? doing.slice(0, 8) : doing).map((act) => (
              <Spotlight.Action key={act.key} className={css.action ?? ''} onClick={act.run}>
                {act.icon}
                <span className={css.text}>
                  {act.label} <bdi className={css.quiet}>{act.where}</bdi>
                </span>
                {act.keys && <kbd className={css.kbd}>{act.keys}</kbd>}
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {places.length + people.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.places')} className={css.group ?? ''}>
            {people.map(({ person, role, here, verified }) => (
              <Spotlight.Action
                key={person.userId}
                className={css.action ?? ''}
                onClick={() => spaceId && go(personRoute(spaceId, person.userId))}
              >
                {spaceId && <PersonFace spaceId={spaceId} person={person} size={22} />}
                <span className={css.text}>
                  <bdi>{person.name}</bdi> <TrustIcon verified={verified} />{' '}
                  <span className={css.quiet}>
                    {t(`common.role.${role}`)}
                    {here && `, ${t('palette.here')}`}
                  </span>
                </span>
              </Spotlight.Action>
            ))}
            {places.map((space) => (
              <Place key={space.spaceId} space={space} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        <Found query={query} />
      </Spotlight.ActionsList>
      <div className={css.foot}>
        <span>{t('palette.move')}</span>
        <span>{t('palette.open')}</span>
        <span className={css.end}>{t('palette.local')}</span>
      </div>
    </Spotlight.Root>
  )
}

function Place({ space }: { readonly space: SpaceSummary }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { go } = useRouter()
  return (
    <Spotlight.Action className={css.action ?? ''} onClick={() => go(spaceRoute(space.spaceId))}>
      <Arch name={space.name} enamel={space.enamel} size="xs" />
      <span className={css.text}>
        <bdi>{space.name}</bdi>{' '}
        <span className={css.quiet}>{spaceLine(space, t, format).text}</span>
      </span>
    </Spotlight.Action>
  )
}

/** Text found on this device, in any Space. */
function Found({ query }: { readonly query: string }) {
  const { t } = useTranslation()
  const { dayWord } = useFormat()
  const { go } = useRouter()
  const [text] = useDebouncedValue(query.trim(), 150)
  const wanted = text.length > 1 ? { text: text.slice(0, 200), spaceId: null, limit: 8 } : SKIP
  const { value } = useQuery('search', 'find', wanted)
  if (wanted === SKIP || query.trim() === '' || !value) return null
  if (value.length === 0) {
    return <p className={css.nothing}>{t('palette.nothing')}</p>
  }
  return (
    <Spotlight.ActionsGroup label={t('palette.found')} className={css.group ?? ''}>
      {value.map((hit) => {
        const Icon = KIND_ICONS[hit.kind]
        return (
          <Spotlight.Action
            key={hit.itemId}
            className={css.action ?? ''}
            onClick={() => go(spaceRoute(hit.spaceId, 'feed', hit.itemId))}
          >
            <Icon {...ICON} />
            <span className={css.text}>
              <Snippet text={hit.snippet} />{' '}
              <span className={css.quiet}>
                <bdi>{hit.spaceName}</bdi>, {dayWord(hit.createdAt)}
              </span>
            </span>
          </Spotlight.Action>
        )
      })}
    </Spotlight.ActionsGroup>
  )
}
