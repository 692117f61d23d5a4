import type { Upload } from './uploads.ts'

/** Before this much time and progress, a guess would only jump about. */
const SETTLED_MS = 3000

/** "3 minutes", as long as it takes at the pace so far; undefined while that is not known. */
export function timeLeft(
  { startedAt, sentBytes, sizeBytes }: Upload,
  now: number,
  language: string,
): string | undefined {
  if (startedAt === undefined || sentBytes === 0) return undefined
  const passed = now - startedAt
  if (passed < SETTLED_MS) return undefined
  const seconds = ((sizeBytes - sentBytes) / sentBytes) * (passed / 1000)
  const minutes = Math.round(seconds / 60)
  const [value, unit] =
    minutes < 1 ? [Math.max(1, Math.round(seconds)), 'second'] : [minutes, 'minute']
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: unit as string,
    unitDisplay: 'long',
  }).format(value as number)
}
