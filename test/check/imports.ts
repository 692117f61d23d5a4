import { cruiseImports } from './cruise.ts'
import { productFolders, root, typeScriptFiles } from './files.ts'
import { checkPlantedFaults } from './planted.ts'

/**
 * The import table holds, every file was read (a parser that reads nothing passes everything), and
 * planted violations are found.
 */
async function main(): Promise<void> {
  const folders = productFolders.filter((folder) => typeScriptFiles(folder).length > 0)
  const { read, violations } = await cruiseImports(root, folders)
  const unread = folders.flatMap(typeScriptFiles).filter((file) => !read.includes(file))
  const problems = [
    ...violations,
    ...unread.map((file) => `not read: ${file}`),
    ...(await checkPlantedFaults()),
  ]
  for (const problem of problems) console.error(problem)
  console.log(`${read.length} modules read, ${problems.length} problems`)
  process.exitCode = problems.length > 0 || read.length === 0 ? 1 : 0
}

await main()
