/** The library's functions: a list of names, and beside it one of the functions in the same order. */
const LISTS = /=\[((?:"\w+",)+"\w+")\],(\w+)=\[((?:[\w$]+,)+[\w$]+)\]/

/**
 * The script of libsodium-wrappers that hands out only what `isUsed`; what nothing names any more, the bundler
 * leaves out. Throws where its lists are not as they were.
 */
export function keepUsedWrappers(code: string, isUsed: (name: string) => boolean): string {
  const [whole = '', names = '', variable = '', functions = ''] = LISTS.exec(code) ?? []
  const all = names.split(',').map((name) => name.slice(1, -1))
  const ofAll = functions.split(',')
  if (all.length < 200 || all.length !== ofAll.length)
    throw new Error('libsodium-wrappers no longer lists its functions where it did.')
  const pairs = all
    .map((name, index) => [name, ofAll[index]] as const)
    .filter(([name]) => !name.startsWith('crypto_') || isUsed(name))
  const quoted = pairs.map(([name]) => `"${name}"`)
  const kept = pairs.map(([, one]) => one)
  return code.replace(whole, () => `=[${quoted}],${variable}=[${kept}]`)
}
