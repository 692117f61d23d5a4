import type * as z from 'zod/mini'
import type { Bulk } from '../../src-core/bridge/bulk.ts'
import type { FoyerContract } from '../../src-core/bridge/contract.ts'
import type { QueryDefinition, StreamDefinition } from '../../src-core/bridge/define.ts'
import type { Client } from '../../src-core/bridge/types.ts'

export type FoyerClient = Client<FoyerContract>
export type Group = keyof FoyerContract

/** Names of a group's methods that are of one kind. */
export type MethodOf<G extends Group, K extends 'query' | 'command' | 'stream'> = {
  [M in keyof FoyerContract[G]]: FoyerContract[G][M] extends { kind: K } ? M : never
}[keyof FoyerContract[G]]

type DefinitionOf<G extends Group, M extends keyof FoyerContract[G]> = FoyerContract[G][M]

/** What a stream of the contract emits. */
export type StreamValue<G extends Group, M extends MethodOf<G, 'stream'>> =
  DefinitionOf<G, M> extends StreamDefinition<z.ZodMiniType, infer O> ? z.output<O> : never
export type StreamInput<G extends Group, M extends MethodOf<G, 'stream'>> =
  DefinitionOf<G, M> extends StreamDefinition<infer I, z.ZodMiniType> ? z.input<I> : never

export type QueryValue<G extends Group, M extends MethodOf<G, 'query'>> =
  DefinitionOf<G, M> extends QueryDefinition<z.ZodMiniType, infer O> ? z.output<O> : never
export type QueryInput<G extends Group, M extends MethodOf<G, 'query'>> =
  DefinitionOf<G, M> extends QueryDefinition<infer I, z.ZodMiniType> ? z.input<I> : never

/** What a page works with: the bridge, and the way for large bytes beside it. */
export interface Connection {
  readonly client: FoyerClient
  readonly bulk: Bulk
}
