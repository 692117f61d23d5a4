import { useEffect, useState } from 'react'

/** True once something has been so for `afterMs`, until it is not so any more. */
export function useLate(isSo: boolean, afterMs: number): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!isSo) return
    const timer = setTimeout(() => setLate(true), afterMs)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [isSo, afterMs])
  return late
}
