import { type RefObject, useEffect, useRef, useState } from 'react'
import { createQrReader } from './createQrReader.ts'
import { type CameraFailure, cameraFailure, closeCamera, openCamera } from './openCamera.ts'

export type ScanState =
  | { readonly state: 'starting' | 'looking' }
  /** The code that is seen is one of something else. */
  | { readonly state: 'foreign' }
  | { readonly state: 'failed'; readonly failure: CameraFailure }

/** Between two looks, in ms: a hand does not move faster, and the page stays quick. */
const PAUSE_MS = 120
/** A code of something else that is out of sight is no longer spoken of, in ms. */
const FORGET_MS = 3000

const passTime = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Shows the camera in a video and looks for QR codes, until `onText` takes one (true) or the component goes;
 * the camera is let go of then.
 */
export function useScan(
  video: RefObject<HTMLVideoElement | null>,
  onText: (text: string) => Promise<boolean>,
): ScanState {
  const [state, setState] = useState<ScanState>({ state: 'starting' })
  const take = useRef(onText)
  take.current = onText
  useEffect(() => {
    const scan = { over: false }
    let stream: MediaStream | undefined
    const fail = (failure: CameraFailure) => !scan.over && setState({ state: 'failed', failure })

    async function look(shown: HTMLVideoElement) {
      const read = await createQrReader()
      let refused: { text: string; at: number } | undefined
      while (!scan.over) {
        const text = await read(shown)
        if (scan.over) return
        if (text !== undefined && text !== refused?.text && (await take.current(text))) return
        if (text !== undefined) refused = { text, at: Date.now() }
        else if (refused && Date.now() - refused.at > FORGET_MS) refused = undefined
        if (!scan.over) setState({ state: refused ? 'foreign' : 'looking' })
        await passTime(PAUSE_MS)
      }
    }
    async function begin() {
      stream = await openCamera()
      const shown = video.current
      if (scan.over || !shown) return closeCamera(stream)
      // Unplugged, or taken away by the system.
      for (const track of stream.getTracks()) track.onended = () => fail('busy')
      shown.srcObject = stream
      await shown.play()
      await look(shown)
    }
    begin().catch((error: unknown) => {
      if (stream) closeCamera(stream)
      fail(cameraFailure(error))
    })
    return () => {
      scan.over = true
      if (stream) closeCamera(stream)
    }
  }, [video])
  return state
}
