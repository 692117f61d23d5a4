import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder with certificates for localhost and 127.0.0.1 that sign themselves. */
export interface TestCertificates {
  readonly folder: string
  readonly certificateFile: string
  readonly keyFile: string
  /** Writes a new pair; its name is what `openssl` calls the common name. */
  renew(name: string): void
  remove(): void
}

export function createTestCertificates(name = 'first'): TestCertificates {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-certificate-'))
  const certificateFile = join(folder, 'certificate.pem')
  const keyFile = join(folder, 'key.pem')
  const renew = (commonName: string) => {
    const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1'
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
    const files = ['-keyout', keyFile, '-out', certificateFile]
    const subject = ['-subj', `/CN=${commonName}`, '-addext', names, '-days', '2']
    execFileSync('openssl', ['req', '-x509', ...kind, ...files, ...subject], { stdio: 'ignore' })
  }
  renew(name)
  return {
    folder,
    certificateFile,
    keyFile,
    renew,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
