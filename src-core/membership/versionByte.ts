import { type Codec, CodecError, u8 } from '../base/codec.ts'

/** One byte that is always `value`: the version of a format, refused when it is another. */
export const versionByte = (value: number): Codec<number> => ({
  write: (_, out) => u8.write(value, out),
  read(input) {
    if (u8.read(input) !== value) throw new CodecError('unknown version')
    return value
  },
})
