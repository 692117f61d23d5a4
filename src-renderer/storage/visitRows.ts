import type { MemoryProfile, RowChange } from '../../src-core/ports/memory/index.ts'

type Test = (row: RowChange) => boolean

/** Whose host it is, as its rows say; nothing of it is shown or handed on. */
export interface Self {
  deviceId(): string | undefined
  /** A visitor has a name from the moment of going in. */
  isNamed(): boolean
}

interface SelfRow {
  readonly deviceId: string
  readonly name: string
}

export function watchSelf({ rows, onCommit }: MemoryProfile): Self {
  let self: SelfRow | undefined
  const see = ({ place, value }: RowChange) => {
    if (place[0] === 'profile') self = value as SelfRow | undefined
  }
  for (const row of rows()) see(row)
  onCommit((changes) => changes.forEach(see))
  return { deviceId: () => self?.deviceId, isNamed: () => self !== undefined && self.name !== '' }
}

/** The tables without which a host is not the same device, or does not find the others. */
const NEEDED = ['profile', 'setting', 'introduction', 'space', 'secret', 'log', 'person', 'card']

export const everyRow: Test = () => true

/** Whether the row is something that this device itself has said. */
export const isOwnEnvelope =
  (self: Self): Test =>
  ({ place, value }) =>
    place[0] === 'envelope' &&
    place[2] === 'all' &&
    (value as { deviceId?: unknown } | undefined)?.deviceId === self.deviceId()

/**
 * What a host cannot ask others for after a reload: who it is, who the others are, and its own chain, because
 * a chain that is told twice is a fork (protocol rule 35). Not what others wrote.
 */
export function neededAfterReload(self: Self): Test {
  const isOwn = isOwnEnvelope(self)
  return (row) => NEEDED.includes(String(row.place[0])) || isOwn(row)
}
