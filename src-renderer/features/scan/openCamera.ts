/** Why there is no picture: the person or the system said no, there is none, or something else holds it. */
export type CameraFailure = 'denied' | 'missing' | 'busy' | 'failed'

/** The names of `getUserMedia`'s errors (Media Capture and Streams, 10.2). */
const FAILURES: Readonly<Record<string, CameraFailure>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

export const cameraFailure = (error: unknown): CameraFailure =>
  (error instanceof DOMException && FAILURES[error.name]) || 'failed'

/** Enough for a QR code that fills a third of the picture, and quick to look through. */
const WANTED: MediaTrackConstraints = {
  facingMode: { ideal: 'environment' },
  width: { ideal: 1280 },
  height: { ideal: 720 },
}

/**
 * The camera of this device, picture only; the one at the back where there are two. Rejects with an error
 * that `cameraFailure` names.
 */
export async function openCamera(): Promise<MediaStream> {
  // Missing where the page does not come from this device or over TLS.
  const devices = navigator.mediaDevices as MediaDevices | undefined
  if (!devices) throw new DOMException('no media devices', 'NotFoundError')
  return devices.getUserMedia({ video: WANTED, audio: false })
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
