import { describeBlobs } from '../../testing/suites/describeBlobs.ts'
import { describeStorage } from '../../testing/suites/describeStorage.ts'
import { createMemoryBlobs, createMemoryStorage } from './index.ts'

describeStorage('memory', () => {
  const storage = createMemoryStorage()
  return { storage, dispose: () => storage.close() }
})

describeBlobs('memory', () => ({ blobs: createMemoryBlobs(), dispose: () => undefined }))
