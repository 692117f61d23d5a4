import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { Disposer } from '../src-core/base/disposer.ts'

export interface CertificateFiles {
  /** Certificate and chain, PEM. */
  readonly certificateFile: string
  /** Private key, PEM. */
  readonly keyFile: string
}

export interface CertificateWithSecrets {
  readonly cert: Buffer
  readonly key: Buffer
}

/** Reads both files; throws when one cannot be read, is no PEM, or the key is another one's. */
export function loadCertificate(files: CertificateFiles): CertificateWithSecrets {
  const certificate = {
    cert: readFileSync(files.certificateFile),
    key: readFileSync(files.keyFile),
  }
  createSecureContext(certificate)
  return certificate
}

/** What is wrong with the files, as a sentence; nothing when they can be used. */
export function certificateProblem(files: CertificateFiles): string | undefined {
  try {
    loadCertificate(files)
    return undefined
  } catch (error) {
    const { certificateFile, keyFile } = files
    const reason = error instanceof Error ? error.message : String(error)
    return `The certificate in ${certificateFile} and the key in ${keyFile} cannot be used: ${reason}.`
  }
}

/**
 * Calls back when one of the files changes. It looks instead of listening, because renewals replace
 * the files by way of symbolic links (certbot, Kubernetes), which a watched folder does not see.
 */
export function watchCertificate(
  { certificateFile, keyFile }: CertificateFiles,
  intervalMs: number,
  onChange: () => void,
): Disposer {
  const options = { interval: intervalMs, persistent: false }
  for (const file of [certificateFile, keyFile]) watchFile(file, options, onChange)
  return () => {
    for (const file of [certificateFile, keyFile]) unwatchFile(file, onChange)
  }
}
