import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite'

/**
 * Names a chunk that an entry loads by itself, and all that needs, in the page's head: the browser fetches
 * them beside the entry instead of after it.
 */
export function createPreloadChunk(name: string): Plugin {
  return {
    name: 'foyer:preload-chunk',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {}, chunk: entry }) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
        const wanted = chunks.find((chunk) => chunk.name === name)
        if (!wanted || !entry) throw new Error(`The page has no chunk ${name}.`)
        const known = withImports(entry, bundle)
        const added = [...withImports(wanted, bundle)].filter((chunk) => !known.has(chunk))
        const styles = added.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])])
        return [
          ...added.map(({ fileName }) => link('modulepreload', fileName)),
          ...[...new Set(styles)].map((fileName) => link('stylesheet', fileName)),
        ]
      },
    },
  }
}

function withImports(
  chunk: Rolldown.OutputChunk,
  bundle: Rolldown.OutputBundle,
  seen = new Set<Rolldown.OutputChunk>(),
): Set<Rolldown.OutputChunk> {
  if (seen.has(chunk)) return seen
  seen.add(chunk)
  for (const fileName of chunk.imports) {
    const imported = bundle[fileName]
    if (imported?.type === 'chunk') withImports(imported, bundle, seen)
  }
  return seen
}

const link = (rel: string, fileName: string): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: { rel, crossorigin: true, href: `./${fileName}` },
  injectTo: 'head',
})
