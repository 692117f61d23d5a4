export type { DisclosedTo } from './access.ts'
export { createPrivacyGate, type PrivacyGate } from './gate.ts'
