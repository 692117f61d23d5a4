export { createMemoryBlobs } from './createMemoryBlobs.ts'
export { createMemoryStorage } from './createMemoryStorage.ts'
