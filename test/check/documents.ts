import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { root } from './files.ts'

/** Documents whose paths are promises to a reader. */
const documents = () =>
  globSync(['README.md', 'CONTRIBUTING.md', 'docs/**/*.md', 'src-*/**/*.md', 'signaling/**/*.md'], {
    cwd: root,
  })

const topLevel = readdirSync(root, { withFileTypes: true })
const folders = topLevel.filter((one) => one.isDirectory()).map((one) => one.name)

/** Things a build or an installation makes: named in documents, absent from a fresh clone. */
const made = ['out', 'node_modules', 'test-results', 'dist', '.git']

/** A path in backticks is one of ours if it begins with a folder or ends like a file of the root. */
function isOurs(text: string): boolean {
  if (/[\s()'"$=,;|]/.test(text) || text.includes('://')) return false
  const [first = ''] = text.split('/')
  if (text.includes('/')) return folders.includes(first) && !made.includes(first)
  return /^[\w.-]+\.(md|ya?ml|config\.ts)$/.test(text) || text === 'package.json'
}

const exists = (path: string) =>
  /[*{<]/.test(path)
    ? globSync(path.replaceAll(/<[^>]*>/g, '*'), { cwd: root }).length > 0
    : existsSync(join(root, path))

/** Paths named by a document, as seen from the root. */
export function pathsIn(text: string, folder: string): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '')
  const quoted = [...prose.matchAll(/`([^`\n]+)`/g)]
    .map(([, path = '']) => path.replace(/[:#]\d+(-\d+)?$/, ''))
    .filter(isOurs)
  const linked = [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => normalize(join(folder, decodeURI(target))))
  return [...new Set([...quoted, ...linked])]
}

function main(): void {
  const missing = documents().flatMap((document) =>
    pathsIn(readFileSync(join(root, document), 'utf8'), dirname(document))
      .filter((path) => !exists(path) && !existsSync(join(root, dirname(document), path)))
      .map((path) => `${document} names ${path}, which does not exist`),
  )
  const probe = pathsIn('`src-core/nowhere.ts` [x](docs/nowhere.md)', '.').filter((p) => !exists(p))
  if (probe.length !== 2) missing.push('the check itself does not notice a missing path')
  for (const problem of missing) console.error(problem)
  console.log(`${documents().length} documents read`)
  process.exitCode = missing.length > 0 ? 1 : 0
}

main()
