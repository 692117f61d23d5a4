import { MAX_NAME } from '../../../src-core/bridge/schemas.ts'

export type NameProblem = 'spaces.nameMissing' | 'entrance.nameLong'

/** What is wrong with the name of a Space, as the key of its sentence. */
export function nameProblem(name: string): NameProblem | undefined {
  if (name.trim() === '') return 'spaces.nameMissing'
  return name.trim().length > MAX_NAME ? 'entrance.nameLong' : undefined
}
