import type { Tier } from './policy.ts';
import type { Shares } from './stats.ts';

/** An assistant that wrote in a repository, with what of it stands. */
export interface InventoriedAssistant {
  readonly tool: string;
  readonly models: readonly { readonly model: string; readonly lines: number }[];
  /** Lines that it wrote or had a hand in. */
  readonly lines: number;
  readonly files: number;
  readonly byTier: Readonly<Partial<Record<Tier, number>>>;
  /** Months of the oldest and the newest line, `2026-03`. */
  readonly since: string;
  readonly until: string;
}

/** A file that tells an assistant how to work here. */
export interface AssistantConfiguration {
  readonly path: string;
  /** What it is for; `any` where several read it. */
  readonly assistant: string;
  readonly blob?: string;
}

/** The JSON of `countersign stats --inventory`: the AI code of a commit, and what it was made with. */
export interface AiInventory {
  readonly version: 1;
  readonly repository: string;
  readonly head: string;
  /** ISO 8601, of the head. */
  readonly at: string;
  readonly total: Shares;
  readonly tiers: readonly (Shares & { readonly tier: Tier })[];
  readonly assistants: readonly InventoriedAssistant[];
  readonly configuration: readonly AssistantConfiguration[];
}
