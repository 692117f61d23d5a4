import { MAX_NAME } from '../../../src-core/bridge/schemas.ts'

export type VisitorProblem = 'guest.nameMissing' | 'entrance.nameLong' | 'guest.emailWrong'

/** What is wrong with a visitor's fields, as keys of sentences. The e-mail may stay empty. */
export function visitorProblems(name: string, email: string) {
  const problems: { name?: VisitorProblem; email?: VisitorProblem } = {}
  if (name.trim() === '') problems.name = 'guest.nameMissing'
  else if (name.trim().length > MAX_NAME) problems.name = 'entrance.nameLong'
  if (email.trim() !== '' && !/^[^\s@]+@[^\s@]+$/.test(email.trim())) {
    problems.email = 'guest.emailWrong'
  }
  return problems
}
