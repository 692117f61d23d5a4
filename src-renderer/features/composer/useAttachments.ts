import { useCallback, useEffect, useRef, useState } from 'react'
import type { ErrorCode } from '../../../src-core/base/errors.ts'
import { prepareFile } from './prepareFile.ts'
import type { Outgoing } from './uploads.ts'

export interface Attachment {
  readonly id: number
  readonly name: string
  readonly state: 'preparing' | 'ready' | 'refused'
  readonly file: Outgoing | undefined
  readonly refusal: ErrorCode | undefined
  /** An address of the picture as it will be sent. */
  readonly preview: string | undefined
  readonly alt: string
}

let nextId = 1

/** Files chosen, dropped or pasted, before they are posted. */
export function useAttachments() {
  const [all, setAll] = useState<readonly Attachment[]>([])
  const latest = useRef(all)
  latest.current = all

  const change = useCallback((id: number, next: Partial<Attachment>) => {
    setAll((known) => known.map((one) => (one.id === id ? { ...one, ...next } : one)))
  }, [])

  const add = useCallback(
    (files: readonly File[]) => {
      for (const file of files) {
        const id = nextId++
        setAll((known) => [...known, newAttachment(id, file.name)])
        void prepareFile(file).then((prepared) => {
          if (!prepared.ok) return change(id, { state: 'refused', refusal: prepared.error })
          const { value } = prepared
          const preview = value.picture ? URL.createObjectURL(value.content) : undefined
          change(id, { state: 'ready', file: value, preview })
        })
      }
    },
    [change],
  )
  const remove = useCallback((id: number) => {
    setAll((known) => {
      const gone = known.find((one) => one.id === id)
      if (gone?.preview) URL.revokeObjectURL(gone.preview)
      return known.filter((one) => one.id !== id)
    })
  }, [])
  const setAlt = useCallback((id: number, alt: string) => change(id, { alt }), [change])

  /** Hands over what is ready, with its descriptions; refused files stay until they are left out. */
  const take = useCallback((): readonly Outgoing[] => {
    const ready = latest.current.filter((one) => one.state === 'ready')
    for (const { preview } of ready) if (preview) URL.revokeObjectURL(preview)
    setAll((known) => known.filter((one) => one.state !== 'ready'))
    return ready.flatMap(({ file, alt }) => (file ? [withAlt(file, alt.trim())] : []))
  }, [])

  useEffect(
    () => () => {
      for (const { preview } of latest.current) if (preview) URL.revokeObjectURL(preview)
    },
    [],
  )
  return { all, add, remove, setAlt, take }
}

const newAttachment = (id: number, name: string): Attachment => ({
  id,
  name,
  state: 'preparing',
  file: undefined,
  refusal: undefined,
  preview: undefined,
  alt: '',
})

const withAlt = (file: Outgoing, alt: string): Outgoing =>
  file.picture ? { ...file, picture: { ...file.picture, alt } } : file
