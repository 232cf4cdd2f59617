import type { AiInventory } from '../model/inventory.ts';

type InventoryFormat = (inventory: AiInventory) => string;

/** The formats of `stats --inventory`, each loaded when it is asked for. */
export const inventoryFormats = {
  json: async () => (await import('./ai-inventory/json.ts')).inventoryJson,
  markdown: async () => (await import('./ai-inventory/markdown.ts')).inventoryMarkdown,
  cyclonedx: async () => (await import('./ai-inventory/cyclonedx.ts')).inventoryCyclonedx,
} satisfies Record<string, () => Promise<InventoryFormat>>;
