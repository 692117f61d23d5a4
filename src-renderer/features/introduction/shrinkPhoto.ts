import { MAX_PHOTO_BYTES } from '../../../src-core/bridge/contract/introduction.ts'

const SIDE = 128
const QUALITIES = [0.85, 0.7, 0.55, 0.4, 0.25]

/**
 * A square of 128 × 128 px from the middle of a picture, encoded anew as JPEG of at most 8 KiB: nothing of
 * the file but its pixels goes on. Rejects for what is no picture.
 */
export async function shrinkPhoto(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await createImageBitmap(file)
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  const side = Math.min(picture.width, picture.height)
  const [x, y] = [(picture.width - side) / 2, (picture.height - side) / 2]
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, x, y, side, side, 0, 0, SIDE, SIDE)
  picture.close()
  for (const quality of QUALITIES) {
    const blob = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, 'image/jpeg', quality),
    )
    if (blob && blob.size <= MAX_PHOTO_BYTES) return new Uint8Array(await blob.arrayBuffer())
  }
  throw new Error('too large')
}
