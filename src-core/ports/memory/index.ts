export { createMemoryBlobs } from './createMemoryBlobs.ts'
export { createMemoryProfile, type MemoryProfile } from './createMemoryProfile.ts'
export { createMemoryStorage } from './createMemoryStorage.ts'
export type { RowChange } from './journal.ts'
