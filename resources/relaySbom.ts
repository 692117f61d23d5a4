import { readdirSync, readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

interface PackageFacts {
  readonly folder: string
  readonly name: string
  readonly version: string
  readonly license?: string
}

/** The packages whose files are among those, each once, by name. */
function packagesOf(files: Iterable<string>): PackageFacts[] {
  const folders = new Set<string>()
  for (const file of files) {
    const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(
      file.replaceAll('\\', '/'),
    )?.[0]
    if (folder) folders.add(folder)
  }
  return [...folders]
    .map((folder): PackageFacts => {
      const facts = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
      return { ...facts, folder }
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

const component = ({ name, version, license }: PackageFacts) => ({
  type: 'library',
  name,
  version,
  purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  ...(license ? { licenses: [{ expression: license }] } : {}),
})

/** What their licences want to be handed on with the code. */
const noticeOf = ({ folder, name, version, license = 'unknown' }: PackageFacts): string => {
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry))
  const text = file === undefined ? '' : readFileSync(`${folder}/${file}`, 'utf8').trim()
  return `${name} ${version} (${license})\n\n${text}\n`
}

/**
 * Writes `sbom.json` (CycloneDX 1.6), exactly the packages whose code is in the bundle, and their
 * licences.
 */
export const relaySbom = (): Plugin => ({
  name: 'relay-sbom',
  generateBundle(_, bundle) {
    const files = Object.values(bundle).flatMap((part) =>
      part.type === 'chunk' ? part.moduleIds : [],
    )
    const packages = packagesOf(files)
    const sbom = {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      metadata: { component: { type: 'application', name: 'foyer-relay' } },
      components: packages.map(component),
    }
    const notices = packages.map(noticeOf).join(`\n${'-'.repeat(80)}\n\n`)
    this.emitFile({ type: 'asset', fileName: 'THIRD_PARTY.txt', source: notices })
    const source = `${JSON.stringify(sbom, null, 2)}\n`
    this.emitFile({ type: 'asset', fileName: 'sbom.json', source })
  },
})
