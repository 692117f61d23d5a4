import type { DeviceId } from '../../base/ids.ts'
import type { DeviceHead, EnvelopeRow } from '../../ports/index.ts'
import { type Chains, firstOf } from '../space/chains.ts'
import { type Branch, createOfferedRows } from '../space/offeredRows.ts'

export interface OwnBranchOptions {
  readonly self: DeviceId
  readonly chains: Pick<Chains, 'head' | 'at' | 'hashAt'>
  /** The number under which this device's chain was proven to go two ways; undefined: it was not. */
  readonly forkedAt: () => number | undefined
  /** What other devices said last that they hold of this device's chain. */
  readonly told: () => readonly { readonly head: DeviceHead; readonly connected: boolean }[]
  /** What is kept under the numbers of this envelope or segment says the same. */
  readonly agrees: (bytes: Uint8Array) => boolean
}

/**
 * Rule 35: this device went on from a backup, and others hold another branch of its chain. That one is gathered
 * from its end backwards, each envelope vouching for the one before; all of them bear this device's signature.
 */
export interface OwnBranch {
  /** What linked devices are to be asked for, from this number backwards. */
  sought(): readonly { readonly deviceId: DeviceId; readonly seq: number }[]
  /** The signature has been verified; `prev` is what the header says. */
  offer(row: EnvelopeRow, prev: string | null): void
  /** The longest that is here whole. */
  found(): Branch | undefined
  /** Nobody is known to hold something that is neither on the chain here nor on `branch`. */
  isAll(branch: Branch): boolean
}

export function createOwnBranch(options: OwnBranchOptions): OwnBranch {
  const { self, chains, forkedAt, told, agrees } = options
  const offered = createOfferedRows()

  /** Within a segment of one's own there is no hash to compare: contents are, once it is here. */
  const isHere = ({ seq, hash }: DeviceHead) => chains.hashAt(self, seq) === hash
  const isBehindFork = ({ seq }: DeviceHead) => seq >= (forkedAt() ?? Number.POSITIVE_INFINITY)
  const others = () =>
    told().filter(({ head, connected }) => connected && isBehindFork(head) && !isHere(head))
  const trace = (head: DeviceHead) => offered.trace(self, head, (seq) => chains.hashAt(self, seq))

  /** What only continues the chain here comes by itself, and is no other branch. */
  const isOther = ({ after, rows }: Branch) =>
    after < (chains.head(self)?.seq ?? 0) && !rows.every(({ bytes }) => agrees(bytes))

  function found(): Branch | undefined {
    const branches = others().flatMap(({ head }) => {
      const traced = trace(head)
      return traced.type === 'whole' && isOther(traced.branch) ? [traced.branch] : []
    })
    const endOf = ({ after, rows }: Branch) => rows.at(-1)?.seq ?? after
    const hashOf = ({ rows }: Branch) => rows.at(-1)?.hash ?? ''
    return branches.toSorted((a, b) => endOf(b) - endOf(a) || (hashOf(a) < hashOf(b) ? -1 : 1))[0]
  }

  return {
    sought: () =>
      others().flatMap(({ head }) => {
        const traced = trace(head)
        return traced.type === 'part' ? [{ deviceId: self, seq: traced.seq }] : []
      }),
    offer: offered.put,
    found,
    isAll: ({ rows }) =>
      told().every(({ head }) => {
        if (!isBehindFork(head) || isHere(head)) return true
        const row = rows.find((one) => firstOf(one) <= head.seq && head.seq <= one.seq)
        if (row) return row.seq !== head.seq || row.hash === head.hash
        const own = chains.at(self, head.seq)
        return own !== undefined && own.seq !== head.seq
      }),
  }
}
