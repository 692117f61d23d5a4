import { expect, test } from 'vitest'
import { detailsKept, MAX_PICTURE_BYTES, prepareFile } from './prepareFile.ts'

const gif = new File([new Uint8Array([0x47, 0x49, 0x46, 0x38])], 'cat.gif', { type: 'image/gif' })

test('a picture of another kind goes as it is, and the reason is said', async () => {
  const prepared = await prepareFile(gif)
  if (!prepared.ok) throw new Error(prepared.error)
  expect(prepared.value.content).toBe(gif)
  expect(detailsKept(prepared.value)).toBe('kind')
})

test('a picture that cannot be read goes as it is, and the reason is said', async () => {
  const broken = new File([new Uint8Array(64)], 'hall.jpg', { type: 'image/jpeg' })
  const prepared = await prepareFile(broken)
  if (!prepared.ok) throw new Error(prepared.error)
  expect(detailsKept(prepared.value)).toBe('unreadable')
})

test('only a picture of a known kind can be too large to look through', () => {
  const large = (mime: string) => ({
    name: '',
    mime,
    content: { size: MAX_PICTURE_BYTES + 1 } as Blob,
    picture: null,
    removed: [],
  })
  expect(detailsKept(large('image/png'))).toBe('size')
  expect(detailsKept(large('image/gif'))).toBe('kind')
  expect(detailsKept(large('video/mp4'))).toBe('kind')
  expect(detailsKept(large('application/pdf'))).toBeUndefined()
})

test('an empty file is refused', async () => {
  expect(await prepareFile(new File([], 'nothing.txt'))).toEqual({ ok: false, error: 'FILE_EMPTY' })
})
