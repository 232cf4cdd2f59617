import { fitsName } from './name-glob.ts';
import type { Caller } from './policy.ts';

export interface Budget {
  /** One sum for each person or each team. */
  readonly each: 'person' | 'team';
  /** Only this person or team; all where absent. */
  readonly name?: string | undefined;
  readonly per: 'day' | 'week' | 'month';
  readonly tokens?: number | undefined;
  /** In the currency of `prices`. */
  readonly money?: number | undefined;
}

/** By glob of model names: money for a million tokens. The first that fits counts. */
export type Prices = readonly { readonly models: readonly string[]; readonly input: number; readonly output: number }[];

export interface TokenUse {
  readonly input: number;
  readonly output: number;
}

/** What was spent so far. */
export interface Ledger {
  /** A sentence where this caller may not spend more now; null where it may. */
  refusal(caller: Caller, model: string, now: Date): string | null;
  spend(caller: Caller, model: string, use: TokenUse, at: Date): void;
}

/** Sums in memory; what the record of earlier runs says is spent again at the start. */
export function createLedger(budgets: readonly Budget[], prices: Prices): Ledger {
  const sums = new Map<string, { tokens: number; money: number }>();
  const of = (caller: Caller) =>
    budgets.flatMap((budget, i) => {
      const subject = budget.each === 'person' ? caller.person : caller.team;
      return subject === undefined || (budget.name !== undefined && budget.name !== subject)
        ? []
        : [{ budget, i, subject }];
    });
  return {
    refusal(caller, model, now) {
      for (const { budget, i, subject } of of(caller)) {
        if (budget.money !== undefined && priceOf(prices, model) === undefined) {
          return `There is a budget of money for ${subject} and no price for ${model === '' ? 'a request without a model' : model}.`;
        }
        const spent = sums.get(`${i} ${subject} ${periodOf(budget.per, now)}`) ?? { tokens: 0, money: 0 };
        if (budget.tokens !== undefined && spent.tokens >= budget.tokens) {
          return `${subject} has used ${spent.tokens} of ${budget.tokens} tokens a ${budget.per}.`;
        }
        if (budget.money !== undefined && spent.money >= budget.money) {
          return `${subject} has used ${spent.money.toFixed(2)} of ${budget.money.toFixed(2)} a ${budget.per}.`;
        }
      }
      return null;
    },
    spend(caller, model, use, at) {
      const price = priceOf(prices, model) ?? { input: 0, output: 0 };
      for (const { budget, i, subject } of of(caller)) {
        const key = `${i} ${subject} ${periodOf(budget.per, at)}`;
        const spent = sums.get(key) ?? { tokens: 0, money: 0 };
        sums.set(key, {
          tokens: spent.tokens + use.input + use.output,
          money: spent.money + (use.input * price.input + use.output * price.output) / 1e6,
        });
      }
    },
  };
}

function priceOf(prices: Prices, model: string): { readonly input: number; readonly output: number } | undefined {
  return prices.find(({ models }) => models.some((one) => fitsName(one, model)));
}

/** In UTC; weeks begin on Monday. */
function periodOf(per: Budget['per'], at: Date): string {
  if (per === 'month') return at.toISOString().slice(0, 7);
  if (per === 'day') return at.toISOString().slice(0, 10);
  const monday = new Date(at);
  monday.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return monday.toISOString().slice(0, 10);
}

const USE =
  /"(input_tokens|prompt_tokens|promptTokenCount|cache_creation_input_tokens|cache_read_input_tokens|output_tokens|completion_tokens|candidatesTokenCount|thoughtsTokenCount)"\s*:\s*(\d{1,12})/g;

/** Reads how many tokens an answer says it used, from its bytes as they pass. */
export class UseReader {
  #tail = '';
  readonly #most = new Map<string, number>();

  push(chunk: Uint8Array): void {
    const text = this.#tail + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
    if (text.includes('oken')) {
      for (const [, name, count] of text.matchAll(USE)) {
        // A stream says it several times, growing.
        this.#most.set(name!, Math.max(this.#most.get(name!) ?? 0, Number(count)));
      }
    }
    this.#tail = text.slice(-64);
  }

  /** Null where the answer said nothing. */
  get use(): TokenUse | null {
    if (this.#most.size === 0) return null;
    const sum = (...names: string[]) => names.reduce((total, name) => total + (this.#most.get(name) ?? 0), 0);
    return {
      input: Math.max(
        sum('input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'),
        sum('prompt_tokens'),
        sum('promptTokenCount'),
      ),
      output: Math.max(
        sum('output_tokens'),
        sum('completion_tokens'),
        sum('candidatesTokenCount', 'thoughtsTokenCount'),
      ),
    };
  }
}
