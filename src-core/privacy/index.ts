export { createPrivacyGate, type PrivacyGate } from './gate.ts'
