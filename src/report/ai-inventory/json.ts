import type { AiInventory } from '../../model/inventory.ts';
import { safeJson } from '../visible.ts';

/** The inventory as it is. */
export const inventoryJson = (inventory: AiInventory): string => safeJson(inventory);
