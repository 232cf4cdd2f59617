import { parentPort, workerData } from 'node:worker_threads';
import type { TextAnswer, TextRequest } from '../../adapters/threads/text-pool.ts';
import type { TextReport } from '../../guard/redact.ts';
import { createTextScan, type TextScanSettings } from './text-scan.ts';

/** One thread that looks at texts: it can be ended when that takes too long. */
const scan = createTextScan(workerData as TextScanSettings);

parentPort?.on('message', async ({ id, texts }: TextRequest) => {
  parentPort?.postMessage(await answer(id, texts));
});

async function answer(id: number, texts: readonly string[]): Promise<TextAnswer<TextReport>> {
  try {
    return { id, reports: await (await scan)(texts) };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}
