/**
 * `FOYER_PASSPHRASE`, for unattended starts; taken out of this process's environment, because programs
 * that it starts must not see it.
 */
export function takePassphrase(): string | undefined {
  const passphrase = process.env.FOYER_PASSPHRASE
  delete process.env.FOYER_PASSPHRASE
  return passphrase || undefined
}
