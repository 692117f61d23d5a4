type Told =
  | { readonly state: 'offered' | 'kept' }
  | { readonly state: 'unavailable'; readonly why: 'insecure' }

/** A visit that may be kept, and is when asked; or that came over plain http. */
export function createStageKeeping(insecure: boolean) {
  let tell: (value: Told) => void = () => {}
  return {
    watch(_: unknown, emit: typeof tell) {
      tell = emit
      emit(insecure ? { state: 'unavailable', why: 'insecure' } : { state: 'offered' })
      return () => {}
    },
    keep: async () => tell({ state: 'kept' }),
    remove: async () => tell({ state: 'offered' }),
  }
}
