/** A worker's script, from source (src-main/entries) as well as beside the built bundles. */
export const workerScript = (name: 'passphraseWorker' | 'hangWorker' | 'logCopyWorker'): URL =>
  import.meta.url.endsWith('.ts')
    ? new URL(`../entries/${name}.ts`, import.meta.url)
    : new URL(`./${name}.js`, import.meta.url)
