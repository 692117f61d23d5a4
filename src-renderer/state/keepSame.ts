/**
 * `next`, with every part of `before` that it equals in the place of its own, so that what was computed or
 * rendered from such a part still stands. Plain data only: objects, lists, strings, numbers.
 */
export function keepSame<T>(before: unknown, next: T): T {
  if (Object.is(before, next)) return next
  if (Array.isArray(before) && Array.isArray(next)) return keepList(before, next) as T
  if (isPlain(before) && isPlain(next)) return keepObject(before, next) as T
  return next
}

function keepList(before: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const kept = next.map((part, index) => keepSame(before[index], part))
  const isSame =
    before.length === kept.length && kept.every((part, i) => Object.is(part, before[i]))
  return isSame ? before : kept
}

type Plain = Readonly<Record<string, unknown>>

function keepObject(before: Plain, next: Plain): Plain {
  const names = Object.keys(next)
  const kept = Object.fromEntries(names.map((name) => [name, keepSame(before[name], next[name])]))
  const isSame =
    Object.keys(before).length === names.length &&
    names.every((name) => Object.hasOwn(before, name) && Object.is(kept[name], before[name]))
  return isSame ? before : kept
}

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
