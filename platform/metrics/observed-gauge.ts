import { Gauge } from 'prom-client';
import { withinMs } from '../within-ms.js';

export interface Figure {
  labels?: Record<string, string>;
  value: number;
}

export type ReadFigures = () => Figure[] | Promise<Figure[]>;

/** How long a scrape waits for figures; a store that is away must not hold up all others. */
const patienceMs = 2_000;

/** A gauge whose figures are looked up when someone asks for them; those that cannot be read are left out. */
export function observedGauge(options: { name: string; help: string; labelNames?: string[] }): {
  /** Adds a source. @returns what removes it. */
  observe(read: ReadFigures): () => void;
} {
  const sources = new Set<ReadFigures>();
  const gauge = new Gauge({
    ...options,
    labelNames: options.labelNames ?? [],
    async collect() {
      const figures = await Promise.all([...sources].map((read) => readInTime(read)));
      this.reset();
      // Without labels a reset writes a zero, which would be an invented figure.
      if (!options.labelNames) this.remove();
      for (const { labels = {}, value } of figures.flat()) this.set(labels, value);
    },
  });
  return {
    observe(read) {
      sources.add(read);
      return () => {
        sources.delete(read);
        gauge.reset();
      };
    },
  };
}

const readInTime = (read: ReadFigures): Promise<Figure[]> =>
  withinMs(patienceMs, async () => read()).catch(() => []);
