import { cruise, type ICruiseResult, type IViolation } from 'dependency-cruiser'
import config from '../../.dependency-cruiser.mjs'

export interface Cruised {
  /** Our own files that were really parsed, relative to the root. */
  readonly read: readonly string[]
  readonly violations: readonly string[]
}

const say = ({ rule, from, to }: IViolation) => `${rule.name}: ${from} → ${to}`

/** Reads the imports of `folders` beneath `root` and judges them by the import table. */
export async function cruiseImports(root: string, folders: readonly string[]): Promise<Cruised> {
  const { enhancedResolveOptions, ...options } = config.options
  const { output } = await cruise(
    [...folders],
    {
      ...options,
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: config.forbidden },
    } as never,
    enhancedResolveOptions as never,
  )
  const { modules, summary } = output as ICruiseResult
  return {
    read: modules.filter((one) => !one.coreModule && !one.couldNotResolve).map((one) => one.source),
    violations: summary.violations.map(say),
  }
}
