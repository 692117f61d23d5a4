/** One sample of Prometheus' text format (version 0.0.4). */
export interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export interface Exposition {
  readonly samples: readonly Sample[]
  /** `counter`, `gauge`, `histogram` or `summary` by the name of the metric. */
  readonly types: ReadonlyMap<string, string>
}

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*'
// Prometheus reads numbers as Go does, which does not mind how NaN is written.
const sampleLine = new RegExp(
  `^(${name})(?:\\{(.*)\\})? ([nN][aA][nN]|[+-]?Inf|[-+0-9.eE]+)(?: (-?\\d+))?$`,
)
const typeLine = new RegExp(`^# TYPE (${name}) (counter|gauge|histogram|summary|untyped)$`)
const helpLine = new RegExp(`^# HELP ${name} .*$`)
const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:\\[\\"n]|[^"\\\n])*)"(,|$)/y

/** Reads an exposition as a Prometheus server does; throws at the first line that is none. */
export function parsePrometheus(text: string): Exposition {
  if (!text.endsWith('\n')) throw new Error('the last line has no end')
  const samples: Sample[] = []
  const types = new Map<string, string>()
  for (const line of text.split('\n')) {
    if (line === '' || helpLine.test(line)) continue
    const type = typeLine.exec(line)
    if (type) {
      const [, metric = '', kind = ''] = type
      if (types.has(metric)) throw new Error(`two types of ${metric}`)
      types.set(metric, kind)
      continue
    }
    if (line.startsWith('#')) throw new Error(`not a comment of the format: ${line}`)
    const sample = sampleLine.exec(line)
    if (!sample) throw new Error(`not a sample: ${line}`)
    const [, metric = '', labels = '', value = ''] = sample
    samples.push({ name: metric, labels: parseLabels(labels), value: numberOf(value) })
  }
  return { samples, types }
}

function parseLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {}
  label.lastIndex = 0
  while (label.lastIndex < text.length) {
    const found = label.exec(text)
    if (!found) throw new Error(`not labels: ${text}`)
    const [, key = '', value = ''] = found
    labels[key] = value
  }
  return labels
}

const numberOf = (text: string): number =>
  text.endsWith('Inf') ? Number(text.replace('Inf', 'Infinity')) : Number(text)
