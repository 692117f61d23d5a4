/** Reads the QR code in what a video shows now; undefined: there is none that can be read. */
export type QrReader = (video: HTMLVideoElement) => Promise<string | undefined>

/** Shape Detection API: on Android, ChromeOS and macOS the system itself looks for codes. */
interface BarcodeDetectorLike {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>
}
interface BarcodeDetectorClass {
  new (options: { formats: readonly string[] }): BarcodeDetectorLike
  getSupportedFormats(): Promise<readonly string[]>
}

/** Rejects where the library for it cannot be loaded. */
export async function createQrReader(): Promise<QrReader> {
  return (await createSystemReader()) ?? createOwnReader()
}

async function createSystemReader(): Promise<QrReader | undefined> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: BarcodeDetectorClass }
  const formats = await BarcodeDetector?.getSupportedFormats().catch((): readonly string[] => [])
  if (!BarcodeDetector || !formats?.includes('qr_code')) return undefined
  const detector = new BarcodeDetector({ formats: ['qr_code'] })
  return async (video) => (await detector.detect(video))[0]?.rawValue
}

/** The longer side of what is looked through, in px: a dense code is still sharp, and it takes some 10 ms. */
const MOST_PX = 960

/** Where the system reads none (Linux, Windows, Firefox, Safari): a library that comes when it is needed. */
async function createOwnReader(): Promise<QrReader> {
  const { readQr } = await import('./readQr.ts')
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no canvas')
  return async (video) => {
    const { videoWidth, videoHeight } = video
    const scale = Math.min(1, MOST_PX / Math.max(videoWidth, videoHeight, 1))
    const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)]
    if (width === 0 || height === 0) return undefined
    if (canvas.width !== width) canvas.width = width
    if (canvas.height !== height) canvas.height = height
    context.drawImage(video, 0, 0, width, height)
    return readQr(context.getImageData(0, 0, width, height))
  }
}
