import type { ComparedLine } from './compareNotes.ts'

/** Lines on each side of a change that are shown although they are the same. */
const AROUND = 2

/** Lines that stand beside each other, and are shown or hidden together. */
export interface Run {
  /** The place of the first of them. */
  readonly from: number
  readonly lines: readonly ComparedLine[]
  readonly hidden: boolean
}

/** Cuts the lines where many in a row are the same. */
export function runsOf(lines: readonly ComparedLine[]): readonly Run[] {
  const near = lines.map((_, index) =>
    lines
      .slice(Math.max(0, index - AROUND), index + AROUND + 1)
      .some(({ change }) => change !== 'same'),
  )
  const runs: { from: number; lines: ComparedLine[]; hidden: boolean }[] = []
  for (const [index, line] of lines.entries()) {
    const hidden = !near[index]
    const last = runs.at(-1)
    if (last?.hidden === hidden) last.lines.push(line)
    else runs.push({ from: index, lines: [line], hidden })
  }
  return runs
}
