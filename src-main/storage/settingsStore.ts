import type { SettingsStore } from '../../src-core/ports/index.ts'
import type { StoreContext } from './storeContext.ts'

export function createSettingsStore({ database }: StoreContext): SettingsStore {
  const select = database
    .prepare<[string], string>('SELECT value FROM setting WHERE key = ?')
    .pluck()
  const upsert = database.prepare(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  )
  const remove = database.prepare('DELETE FROM setting WHERE key = ?')
  return {
    get: (key) => select.get(key) as string | undefined,
    set: (key, value) => void upsert.run(key, value),
    remove: (key) => void remove.run(key),
  }
}
