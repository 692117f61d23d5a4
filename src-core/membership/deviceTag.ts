import { type DeviceId, idToBytes } from '../base/ids.ts'
import { hash } from '../crypto/index.ts'

/** The upper 32 bits of a device's Yjs client ids (rule 11): first four bytes of H(deviceId), big-endian. */
export function deviceTag(deviceId: DeviceId): number {
  const digest = hash(idToBytes(deviceId))
  return new DataView(digest.buffer, digest.byteOffset).getUint32(0)
}
