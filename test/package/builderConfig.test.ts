import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builderConfig } from '../../resources/builderConfig.ts'
import { root } from '../check/files.ts'

const config = builderConfig({ hasElectron: true, output: '/tmp/dist' })

test('every platform learns that foyer:// is Foyer’s', () => {
  expect(config.protocols).toEqual([{ name: 'Foyer invitation', schemes: ['foyer'] }])
  expect(config.linux?.desktop?.entry).toEqual({ MimeType: 'x-scheme-handler/foyer;' })
  expect(config.linux?.executableArgs).toContain('%U')
})

test('the fuses that would let others run code with Foyer’s rights are blown', () => {
  expect(config.electronFuses).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    grantFileProtocolExtraPrivileges: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
  })
})

test('macOS is told why camera, microphone and network are used', () => {
  const file = String(config.mac?.entitlements)
  const entitlements = readFileSync(join(root, file), 'utf8')
  for (const right of ['device.camera', 'device.audio-input', 'network.client', 'cs.allow-jit']) {
    expect(entitlements).toContain(`com.apple.security.${right}`)
  }
  expect(Object.keys(config.mac?.extendInfo ?? {})).toEqual(
    expect.arrayContaining(['NSCameraUsageDescription', 'NSMicrophoneUsageDescription']),
  )
})

test('SQLite’s binary is neither rebuilt nor left inside the archive', () => {
  expect(config.npmRebuild).toBe(false)
  expect(config.asarUnpack).toEqual([expect.stringMatching(/better-sqlite3.*\.node$/)])
})
