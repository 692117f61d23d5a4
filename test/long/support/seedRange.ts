/**
 * The seeds of this run: `FOYER_SEED=2001 FOYER_SEEDS=1000` is one shard of ten. Nights of a CI take one
 * each, and a run that was broken off goes on where its last line says.
 */
export function seedRange(count: number): { readonly first: number; readonly last: number } {
  const first = Number(process.env.FOYER_SEED ?? 1)
  const last = first + Number(process.env.FOYER_SEEDS ?? count) - 1
  if (!(Number.isSafeInteger(first) && Number.isSafeInteger(last) && last >= first))
    throw new Error('FOYER_SEED and FOYER_SEEDS are positive whole numbers')
  return { first, last }
}
