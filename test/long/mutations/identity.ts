import { inFile, type Mutation } from './mutation.ts'

const certificate = inFile('src-core/membership/certificate.ts')
const sign = inFile('src-core/crypto/sign.ts')
const prefix = inFile('src-core/crypto/lengthPrefixed.ts')
const atRest = inFile('src-core/crypto/atRest.ts')
const keychain = inFile('src-main/electron/safeKeychain.ts')
const codec = inFile('src-core/base/codec.ts')
const bytes = inFile('src-core/base/bytes.ts')

const identityTest = 'src-core/membership/identity.test.ts'
const chainTest = 'src-core/membership/certificateChain.test.ts'
const cryptoTest = 'src-core/crypto/crypto.test.ts'
const fieldsTest = 'test/adversary/fields.test.ts'

/** Notation, cryptography, identity, what lies on the disk. */
export const identityMutations: readonly Mutation[] = [
  codec(
    'notation',
    'that nothing is left over',
    ["if (reader.remaining > 0) throw new CodecError('bytes left over')", ''],
    fieldsTest,
  ),
  codec(
    'notation',
    'that a bool is 0 or 1',
    ["if (value > 1) throw new CodecError('not a boolean')", ''],
    fieldsTest,
  ),
  codec(
    'notation',
    'that a number is at most 2⁵³−1',
    ["if (value > max) throw new CodecError('out of range')", ''],
    fieldsTest,
  ),
  bytes('notation', 'that text is UTF-8', ['fatal: true', 'fatal: false'], fieldsTest),
  certificate(
    '1',
    'the root key’s signature on a certificate',
    ['if (!issuer) return verify(BY_ROOT, signed, signature, rootKey)', 'if (!issuer) return true'],
    identityTest,
    'rule 1: by another root key',
  ),
  certificate(
    '1',
    'another device’s signature on a certificate',
    ['verify(BY_DEVICE, signed, signature, issuer.signKey) &&', ''],
    chainTest,
  ),
  certificate(
    '1',
    'that a certificate and its issuer are one person’s',
    ['issuer.userId === certificate.userId &&', ''],
    chainTest,
  ),
  certificate(
    '1',
    'that at most four certificates stand in a row',
    ["if (place >= MAX_CHAIN) throw new CodecError('too many certificates in a row')", ''],
    chainTest,
  ),
  certificate(
    '2',
    'that the fields are the bytes that were signed',
    ['return equalBytes(whole, signed)', 'return true'],
    identityTest,
    'does not verify when its fields are not what was signed',
  ),
  sign(
    '2',
    'the label under which is signed',
    ['return concatBytes(Uint8Array.of(name.length), name, message)', 'return message'],
    cryptoTest,
    'rule 2: a signature holds',
  ),
  prefix(
    '2',
    'the length of each part that is hashed',
    ['[u32(part.length), part]', '[part]'],
    cryptoTest,
  ),
  atRest(
    '24',
    'the place of a value on the disk, which then opens in another row',
    [
      ['plaintext, lengthPrefixed(place.context), random', 'plaintext, lengthPrefixed([]), random'],
      ['sealed, lengthPrefixed(place.context))', 'sealed, lengthPrefixed([]))'],
    ],
    cryptoTest,
    'rule 24',
  ),
  keychain(
    '25',
    'that a keychain which only obscures is refused',
    ["const unprotected = ['basic_text', 'unknown']", 'const unprotected: string[] = []'],
    'src-main/electron/safeKeychain.test.ts',
  ),
]
