export type { KnownPerson, OwnIntroduction, PurposeAccess } from './access.ts'
export { createPrivacyGate, type PrivacyGate } from './gate.ts'
export {
  isPurpose,
  type LegalBasis,
  PURPOSES,
  type Purpose,
  type PurposeRule,
  type RetentionRule,
} from './purposes.ts'
