import { beforeAll, expect, it } from 'vitest'
import { fromHex } from '../../src-core/base/bytes.ts'
import { decode } from '../../src-core/base/codec.ts'
import { boxKeysFromSeed, ready, signingKeysFromSeed } from '../../src-core/crypto/index.ts'
import {
  certifyOther,
  deviceCertificate,
  identityOfDevice,
  verifyCertificate,
} from '../../src-core/membership/index.ts'
import { readVectors } from './files.ts'

beforeAll(ready)

type Hex = string
type Certified = { seeds: { device: Hex; box: Hex }; bytes: Hex }

it('frozen vectors: certificates, by the root key and by one device after another', () => {
  const vectors = readVectors<Certified[]>('certificates')
  const chain = vectors.map(({ bytes }) => decode(deviceCertificate, fromHex(bytes)))
  expect(chain.map((one) => one.issuer?.deviceId)).toEqual([
    undefined,
    ...chain.slice(0, -1).map(({ deviceId }) => deviceId),
  ])
  for (const [at, certificate] of chain.entries()) {
    expect(verifyCertificate(certificate)).toBe(true)
    const { device, box } = (vectors[at] as Certified).seeds
    const seeds = { device: fromHex(device), box: fromHex(box) }
    expect(signingKeysFromSeed(seeds.device).publicKey).toEqual(certificate.signKey)
    expect(boxKeysFromSeed(seeds.box).publicKey).toEqual(certificate.boxKey)
    const identity = identityOfDevice(seeds, certificate)
    const next = chain[at + 1]
    if (identity && next)
      expect(certifyOther(identity, next, { now: () => next.createdAt })).toEqual(next)
  }
})
