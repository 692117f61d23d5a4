import type { Server as SecureServer } from 'node:https'
import { type CertificateFiles, loadCertificate, watchCertificate } from './certificate.ts'
import type { RelayLog } from './relayLog.ts'

export interface RelayTlsOptions extends CertificateFiles {
  /** How often the files are looked at, in ms. */
  readonly watchEveryMs?: number | undefined
}

export interface RelayTls {
  /** Reads the files again; the old certificate stays when the new one cannot be used. */
  reload(): void
  stop(): void
}

/** Keeps a server's certificate as its files say. */
export function keepCertificate(
  server: SecureServer,
  options: RelayTlsOptions,
  log: RelayLog,
): RelayTls {
  const reload = () => {
    try {
      server.setSecureContext(loadCertificate(options))
      log.info('certificate-loaded')
    } catch (error) {
      // A renewal writes two files; between them they do not fit. The next change tries again.
      log.error('certificate-refused', (error as NodeJS.ErrnoException).code)
    }
  }
  const stop = watchCertificate(options, options.watchEveryMs ?? 10_000, reload)
  return { reload, stop }
}
