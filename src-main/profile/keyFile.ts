import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { fromBase64Url, toBase64Url, utf8 } from '../../src-core/base/bytes.ts'
import { FoyerError } from '../../src-core/base/errors.ts'

/** The newest format this Foyer writes and reads. */
export const KEY_FILE_FORMAT = 1

const bytes = z.string().transform((text, context) => {
  try {
    return fromBase64Url(text)
  } catch {
    context.addIssue('not base64url')
    return z.NEVER
  }
})

const byPassphrase = z.strictObject({
  format: z.literal(KEY_FILE_FORMAT),
  protectedBy: z.literal('passphrase'),
  kdf: z.literal('argon2id13'),
  /** Bounded: an altered file must not exhaust the machine. */
  passes: z.number().int().min(1).max(16),
  memoryBytes: z
    .number()
    .int()
    .min(8 * 1024 * 1024)
    .max(1024 * 1024 * 1024),
  salt: bytes,
  /** The database key under XChaCha20-Poly1305; everything above is its associated data. */
  sealed: bytes,
})
const byKeychain = z.strictObject({
  format: z.literal(KEY_FILE_FORMAT),
  protectedBy: z.literal('keychain'),
  wrapped: bytes,
})

/**
 * `key.json` of a profile: how to get at the database key. Not secret, not personal: it names nobody
 * (protocol rule 25).
 */
export const KeyFile = z.discriminatedUnion('protectedBy', [byPassphrase, byKeychain])
export type KeyFile = z.infer<typeof KeyFile>
export type PassphraseKeyFile = Extract<KeyFile, { protectedBy: 'passphrase' }>

/** Undefined when there is none. Throws FoyerError PROFILE_NEWER, PROFILE_DAMAGED. */
export function readKeyFile(path: string): KeyFile | undefined {
  if (!existsSync(path)) return undefined
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new FoyerError('PROFILE_DAMAGED')
  }
  const format = z.object({ format: z.number() }).safeParse(json)
  if (format.success && format.data.format > KEY_FILE_FORMAT) throw new FoyerError('PROFILE_NEWER')
  const parsed = KeyFile.safeParse(json)
  if (!parsed.success) throw new FoyerError('PROFILE_DAMAGED')
  return parsed.data
}

export const formatKeyFile = (file: KeyFile): Uint8Array =>
  utf8(
    `${JSON.stringify(file, (_name, value) => (value instanceof Uint8Array ? toBase64Url(value) : value), 2)}\n`,
  )

/** What the seal of a passphrase key file also vouches for. */
export const associatedData = ({
  kdf,
  passes,
  memoryBytes,
  salt,
}: Omit<PassphraseKeyFile, 'sealed'>): Uint8Array =>
  utf8(
    ['foyer/v1/key-file', KEY_FILE_FORMAT, kdf, passes, memoryBytes, toBase64Url(salt)].join('\n'),
  )
