import { afterEach, expect, test, vi } from 'vitest'
import { cameraFailure, openCamera } from './openCamera.ts'

afterEach(() => vi.unstubAllGlobals())

test.for([
  ['NotAllowedError', 'denied'],
  ['SecurityError', 'denied'],
  ['NotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
  ['EncodingError', 'failed'],
] as const)('%s is told as: %s', ([name, failure]) => {
  expect(cameraFailure(new DOMException('', name))).toBe(failure)
  expect(cameraFailure(new Error(name))).toBe('failed')
})

test('a page that may have no camera at all is told that there is none', async () => {
  vi.stubGlobal('navigator', {})
  expect(cameraFailure(await openCamera().catch((error) => error))).toBe('missing')
})

test('only a picture is asked for, never sound', async () => {
  const getUserMedia = vi.fn(async () => 'stream')
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } })
  await openCamera()
  expect(getUserMedia).toHaveBeenCalledWith(expect.objectContaining({ audio: false }))
})
