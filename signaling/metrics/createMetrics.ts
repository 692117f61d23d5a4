import type { Registry } from 'prom-client'
import type { MetricSource } from './metricSource.ts'

export interface Metrics {
  /** The metrics in Prometheus' text format. */
  text(): Promise<{ readonly type: string; readonly body: string }>
}

/** The library is loaded when metrics are first asked for: most relays are never asked. */
export function createMetrics(sources: readonly MetricSource[]): Metrics {
  let registry: Promise<Registry> | undefined
  return {
    async text() {
      registry ??= createRegistry(sources)
      const { contentType, metrics } = await registry.then((ready) => ({
        contentType: ready.contentType,
        metrics: ready.metrics(),
      }))
      return { type: contentType, body: await metrics }
    },
  }
}

async function createRegistry(sources: readonly MetricSource[]): Promise<Registry> {
  const { Counter, Gauge, Registry, collectDefaultMetrics } = await import('prom-client')
  const registry = new Registry()
  for (const { name, help, type, read } of sources) {
    const options = { name, help, registers: [registry] }
    if (type === 'gauge') new Gauge({ ...options, collect: gaugeReader(read) })
    else new Counter({ ...options, collect: counterReader(read) })
  }
  collectDefaultMetrics({ register: registry })
  return registry
}

const gaugeReader = (read: () => number) =>
  function collect(this: { set(value: number): void }) {
    this.set(read())
  }

const counterReader = (read: () => number) =>
  function collect(this: { reset(): void; inc(value: number): void }) {
    this.reset()
    this.inc(read())
  }
