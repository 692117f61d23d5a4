import type { DeviceId } from '../../base/ids.ts'
import type { EnvelopeRow } from '../../ports/index.ts'
import type { AcceptedEnvelope } from './spaceDocuments.ts'

/** What is to become of an envelope or segment that arrived. */
export type Verdict =
  /** `refusal`: it takes its place in the chain and has no effect, or not all of it. */
  | { readonly type: 'accepted'; readonly envelope: AcceptedEnvelope; readonly refusal?: string }
  /** A segment with the content of envelopes that are kept: it takes their place. */
  | { readonly type: 'compacts'; readonly row: EnvelopeRow }
  /** Kept already, or of a device whose last envelope has been. */
  | { readonly type: 'known' }
  /** It builds on what has not arrived (rule 15). */
  | { readonly type: 'early'; readonly row: EnvelopeRow; readonly isKnown: boolean }
  /** Signed by its author, as is another one under the same number (rule 35). */
  | { readonly type: 'forked'; readonly ours: Uint8Array; readonly theirs: Uint8Array }
  | { readonly type: 'refused'; readonly device: DeviceId; readonly reason: string }
