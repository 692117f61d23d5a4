import type { Disposer } from '../../base/disposer.ts'
import type { DeviceId, SpaceId } from '../../base/ids.ts'

/** What is to be said to a device of another member, or of one's own, that is away. */
export interface LetterToPut {
  readonly to: DeviceId
  /** What it is about, by which it is remembered as put. */
  readonly about: SpaceId
  /** Once this has grown by a few, it is put again: what was said is out of date. */
  readonly edition: number
  /** Undefined where it is too large for anybody. */
  content(): Uint8Array | undefined
}

/** Letters between single devices of a Space's members: what only the two may know of. */
export interface SpaceLetters {
  due(): readonly LetterToPut[]
  /** False: it may mean something later, and is read once more then. */
  receive(from: DeviceId, content: Uint8Array): boolean
  onChange(listener: () => void): Disposer
}
