import { useEffect, useState } from 'react'

/** An address for the bytes of a small picture, for as long as the component shows it. */
export function usePhotoUrl(photo: Uint8Array | null | undefined): string | undefined {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!photo) return setUrl(undefined)
    // What a card says it is: shown as a picture, never opened as anything else.
    const made = URL.createObjectURL(new Blob([photo.slice()], { type: 'image/jpeg' }))
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [photo])
  return url
}
