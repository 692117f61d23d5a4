import { useHotkeys } from '@mantine/hooks'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'

/** One row of the list that "?" shows. */
export interface ShortcutRow {
  readonly id: string
  /** As `@mantine/hooks` writes them: `mod+K`, `alt+ArrowUp`. */
  readonly keys: string
  readonly label: string
}

interface Registry {
  readonly rows: readonly ShortcutRow[]
  readonly singleKeys: boolean
  add(row: ShortcutRow): () => void
}

const ShortcutsContext = createContext<Registry>({
  rows: [],
  singleKeys: true,
  add: () => () => {},
})

interface Props {
  /** Whether keys without Ctrl or Alt work (WCAG 2.1.4); a setting. */
  readonly singleKeys: boolean
  readonly children: ReactNode
}

/** Knows all shortcuts that work right now, for the list behind "?". */
export function ShortcutsProvider({ singleKeys, children }: Props) {
  const [rows, setRows] = useState<readonly ShortcutRow[]>([])
  const add = useCallback((row: ShortcutRow) => {
    setRows((known) => [...known.filter((other) => other.id !== row.id), row])
    return () => setRows((known) => known.filter((other) => other !== row))
  }, [])
  const registry = useMemo(() => ({ rows, singleKeys, add }), [rows, singleKeys, add])
  return <ShortcutsContext value={registry}>{children}</ShortcutsContext>
}

export const useShortcutRows = () => useContext(ShortcutsContext).rows

export interface Shortcut {
  readonly keys: string
  /** What it does, for the list; a shortcut without a label is not listed. */
  readonly label?: string
  run(event: KeyboardEvent): void
  readonly disabled?: boolean
  /** Leaves the keys to text fields, which have their own undo. */
  readonly outsideText?: boolean
}

/** Lists keys that a part of the page handles itself. */
export function useListedKeys(keys: string, label: string): void {
  const { add } = useContext(ShortcutsContext)
  const id = useId()
  useEffect(() => add({ id, keys, label }), [add, id, keys, label])
}

const isSingle = (keys: string) => !/\b(mod|ctrl|alt|meta)\b|^(shift\+)?F\d/i.test(keys)
const NOWHERE: string[] = []
const TEXT = ['INPUT', 'TEXTAREA', 'SELECT']

/**
 * Binds keys for as long as the component is there. Single keys work only outside text and while the
 * setting allows them; all others work everywhere.
 */
export function useShortcut(shortcut: Shortcut): void {
  const { keys, label, run, disabled = false, outsideText = false } = shortcut
  const { singleKeys, add } = useContext(ShortcutsContext)
  const id = useId()
  const single = isSingle(keys)
  const active = !disabled && (!single || singleKeys)
  const latest = useRef(run)
  latest.current = run
  useHotkeys(
    active ? [[keys, (event) => latest.current(event), { preventDefault: true }]] : [],
    single || outsideText ? TEXT : NOWHERE,
    !(single || outsideText),
  )
  useEffect(
    () => (active && label ? add({ id, keys, label }) : undefined),
    [active, add, id, keys, label],
  )
}
