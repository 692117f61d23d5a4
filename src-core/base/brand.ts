/** A nominal type over `T`: two ids of different kinds cannot be mixed up by accident. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name }
