/** What reads bytes that others sent, or that lay on a disk. */
export interface Decoder {
  readonly name: string
  /** Well-formed bytes, to be altered: at least one of every variant. */
  readonly good: readonly Uint8Array[]
  /**
   * Undefined, or `accepted` says so, where it refuses; throws if it may not. Where the format is sealed or
   * signed, this seals and signs whatever it is given with the right keys first, as a malicious member can.
   */
  decode(bytes: Uint8Array): unknown
  /** Whether what `decode` gave means that the bytes were taken for something; or anything but undefined. */
  accepted?(value: never): boolean
  /** Nothing but the samples themselves may be taken: whatever is in them is covered by a signature or checksum. */
  readonly isSealed?: true
  /**
   * What a value says, where a checksum covers that and not how it is written: whatever is taken says what
   * a sample says.
   */
  says?(value: never): string
  /** The bytes that a value is encoded as: exactly those it came from. Undefined: not so for this one. */
  again?(value: never): Uint8Array | undefined
}

export const accepts = (decoder: Decoder, value: unknown): boolean =>
  decoder.accepted?.(value as never) ?? value !== undefined
