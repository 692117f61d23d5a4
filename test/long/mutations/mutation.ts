/** A rule taken out of the code, and the test that has to notice. */
export interface Mutation {
  /** Rules of docs/PROTOCOL.md, or the part of it that has none. */
  readonly rule: string
  /** What is missing then, or the attack that nothing stops any more. */
  readonly without: string
  readonly changes: readonly Change[]
  /** The file that must fail, and a part of the title of the test in it. */
  readonly test: string
  readonly title: string
}

export interface Change {
  readonly file: string
  /** Stands in the file exactly once. */
  readonly replace: string
  readonly by: string
}

type Edit = readonly [replace: string, by: string]
type Taking = (
  rule: string,
  without: string,
  edits: Edit | readonly Edit[],
  test: string,
  title?: string,
) => Mutation

const isOne = (edits: Edit | readonly Edit[]): edits is Edit => typeof edits[0] === 'string'

/** Takes rules out of one file. */
export const inFile =
  (file: string): Taking =>
  (rule, without, edits, test, title = '') => {
    const all = isOne(edits) ? [edits] : edits
    const changes = all.map(([replace, by]) => ({ file, replace, by }))
    return { rule, without, changes, test, title }
  }
