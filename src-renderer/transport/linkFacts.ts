import type { LinkOpened, LinkRoute } from '../../src-core/ports/index.ts'

const toHex = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Not in TypeScript's DOM types yet (W3C WebRTC 1.0, section 5.5). */
interface CertificateSource {
  getRemoteCertificates?(): ArrayBuffer[]
}

/**
 * Hex SHA-256 of the certificate the DTLS connection really uses (rule 21). Null where the browser does
 * not tell, or cannot hash (a page over plain http has no `crypto.subtle`).
 */
async function remoteCertificate(connection: RTCPeerConnection): Promise<string | null> {
  const transport = connection.sctp?.transport as (RTCDtlsTransport & CertificateSource) | undefined
  const [certificate] = transport?.getRemoteCertificates?.() ?? []
  if (!certificate || !globalThis.crypto?.subtle) return null
  return toHex(await crypto.subtle.digest('SHA-256', certificate))
}

interface PairStats extends RTCIceCandidatePairStats {
  readonly selected?: boolean
}

async function routeOf(connection: RTCPeerConnection): Promise<LinkRoute> {
  const stats = new Map<string, Record<string, unknown>>()
  ;(await connection.getStats()).forEach((entry: { id: string }) => {
    stats.set(entry.id, entry as unknown as Record<string, unknown>)
  })
  const transport = [...stats.values()].find(({ type }) => type === 'transport')
  const pair = stats.get(String(transport?.selectedCandidatePairId)) as PairStats | undefined
  if (!pair) return 'unknown'
  const kinds = [pair.localCandidateId, pair.remoteCandidateId].map(
    (id) => stats.get(id)?.candidateType,
  )
  if (kinds.includes('relay')) return 'relayed'
  // Packets came from there before the other side had said what it is; it may be its TURN server.
  return kinds[1] === 'prflx' ? 'unknown' : 'direct'
}

/** What the browser tells about an open connection; a part it refuses is left unknown. */
export async function linkFacts(connection: RTCPeerConnection): Promise<LinkOpened> {
  const [certificate, route] = await Promise.all([
    remoteCertificate(connection).catch(() => null),
    routeOf(connection).catch((): LinkRoute => 'unknown'),
  ])
  return { remoteCertificate: certificate, route }
}
