/** The programs of the relay's package, by name; each is a few lines that load what was built. */
export const relayPrograms = {
  'foyer-relay': `#!/usr/bin/env node
// Says what is missing before anything newer than this Node could fail without a word.
const [major] = process.versions.node.split('.')
if (Number(major) < 22) {
  console.error(\`The relay needs Node 22 or newer; this is \${process.versions.node}.\`)
  process.exitCode = 2
} else await import('../relay/main.js')
`,
  'foyer-verify-guest': `#!/usr/bin/env node
await import('../relay/verifyGuest.js')
`,
} as const

/** Where a program lies in the package. */
export const programFile = (name: string): string => `bin/${name}.mjs`
