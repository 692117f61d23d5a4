import { useEffect, useState } from 'react'
import { photoUrl } from './sharedPhotos.ts'

/** An address for the bytes of a small picture, for as long as the component shows it. */
export function usePhotoUrl(photo: Uint8Array | null | undefined): string | undefined {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!photo) return setUrl(undefined)
    const made = photoUrl(photo)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [photo])
  return url
}
