import { FoyerError } from '../../src-core/base/errors.ts'

/** What SQLite and the file system report, as something a person can be told. */
export function toStorageError(error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code
  if (error instanceof FoyerError || typeof code !== 'string') return error
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT')
    return new FoyerError('DISK_FULL')
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT'))
    return new FoyerError('PROFILE_DAMAGED')
  const disk = /^(SQLITE_(IOERR|READONLY|CANTOPEN|NOLFS)|EIO$|EROFS$|EACCES$|EPERM$|EFBIG$|EMFILE$)/
  return disk.test(code) ? new FoyerError('DISK_FAILED', { reason: code }) : error
}

/** Runs `work`; what it throws leaves as a FoyerError where a person can do something about it. */
export function onDisk<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toStorageError(error)
  }
}

type Functions = { readonly [name: string]: (...args: never[]) => unknown }

/** The same functions, each through `onDisk`. */
export function guardStore<S extends object>(store: S): S {
  const guarded = Object.entries(store as unknown as Functions).map(([name, run]) => [
    name,
    (...args: never[]) => onDisk(() => run(...args)),
  ])
  return Object.fromEntries(guarded) as S
}
