import { MAX_NAME } from '../../../src-core/bridge/schemas.ts'

export interface Newcomer {
  readonly name: string
  readonly passphrase: string
  readonly repeat: string
}

export type NewcomerField = keyof Newcomer
export type NewcomerProblem = 'nameMissing' | 'nameLong' | 'passphraseMissing' | 'differ'

/** What is wrong with each field, by the key of its sentence; an empty record when nothing is. */
export function problemsOf(
  { name, passphrase, repeat }: Newcomer,
  needsPassphrase: boolean,
): Partial<Record<NewcomerField, NewcomerProblem>> {
  const problems: Partial<Record<NewcomerField, NewcomerProblem>> = {}
  if (name.trim() === '') problems.name = 'nameMissing'
  else if (name.trim().length > MAX_NAME) problems.name = 'nameLong'
  if (!needsPassphrase) return problems
  if (passphrase === '') problems.passphrase = 'passphraseMissing'
  if (passphrase !== repeat) problems.repeat = 'differ'
  return problems
}
