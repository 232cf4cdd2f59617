/** Counters and sums in Prometheus' text format; labels are a closed set, never anything that a client sends. */
export class Metrics {
  readonly #help = new Map<string, string>();
  readonly #values = new Map<string, number>();

  /** Adds to a counter; `name` as in `countersign_gateway_requests_total`. */
  add(name: string, help: string, labels: Readonly<Record<string, string>> = {}, by = 1): void {
    this.#help.set(name, help);
    const key = `${name}${labelsOf(labels)}`;
    this.#values.set(key, (this.#values.get(key) ?? 0) + by);
  }

  /** The page that Prometheus reads; gauges are given as they stand now. */
  page(gauges: Readonly<Record<string, readonly [help: string, value: number]>>): string {
    const lines: string[] = [];
    for (const [name, help] of [...this.#help].sort()) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} counter`);
      for (const [key, value] of this.#values)
        if (key === name || key.startsWith(`${name}{`)) lines.push(`${key} ${value}`);
    }
    for (const [name, [help, value]] of Object.entries(gauges)) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`);
    }
    return `${lines.join('\n')}\n`;
  }
}

function labelsOf(labels: Readonly<Record<string, string>>): string {
  const entries = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, '_')}"`);
  return entries.length === 0 ? '' : `{${entries.join(',')}}`;
}
