/**
 * One number about the relay. There are no labels: a label is where an address or a topic would
 * get in.
 */
export interface MetricSource {
  /** With unit, and `_total` for a counter, as Prometheus names them: `foyer_relay_…`. */
  readonly name: string
  readonly help: string
  /** A counter only grows until the relay is started anew. */
  readonly type: 'counter' | 'gauge'
  readonly read: () => number
}
