import { Worker } from 'node:worker_threads'
import { workerScript } from './workerScript.ts'

/** Cost of protocol rule 25. */
export const ARGON2ID = { passes: 3, memoryBytes: 256 * 1024 * 1024 } as const

export const SALT_BYTES = 16

export interface PassphraseRequest {
  readonly passphrase: string
  readonly salt: Uint8Array
  readonly passes: number
  readonly memoryBytes: number
}

/**
 * 32 bytes from a passphrase, by Argon2id in a worker that ends afterwards. The passphrase is brought
 * to one Unicode form first: keyboards differ in how they write the same letters.
 */
export function derivePassphraseKey(request: PassphraseRequest): Promise<Uint8Array> {
  const workerData = { ...request, passphrase: request.passphrase.normalize('NFKC') }
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerScript('passphraseWorker'), { workerData })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the passphrase worker ended without a key')))
  })
}
