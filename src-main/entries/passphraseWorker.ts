/**
 * Turns a passphrase into a key and ends. A thread of its own, because libsodium keeps the 256 MiB that
 * Argon2id needs for as long as it lives.
 */
import { parentPort, workerData } from 'node:worker_threads'
import sodium from 'libsodium-wrappers-sumo'
import type { PassphraseRequest } from '../profile/passphraseKey.ts'

await sodium.ready
const { passphrase, salt, passes, memoryBytes } = workerData as PassphraseRequest
const key = sodium.crypto_pwhash(
  32,
  passphrase,
  salt,
  passes,
  memoryBytes,
  sodium.crypto_pwhash_ALG_ARGON2ID13,
)
parentPort?.postMessage(key)
