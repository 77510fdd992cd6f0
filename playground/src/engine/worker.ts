/** The worker of the page: cleaning never holds up typing. */
import { createEngine } from "./engine.js";
import type { Reply, Request } from "./messages.js";

async function fetchJson(name: string): Promise<unknown> {
  // Beside the folder of scripts, wherever the page is served from.
  const response = await fetch(new URL(`../rules/${name}.json`, self.location.href));
  if (!response.ok) throw new Error(`rules/${name}.json: ${response.status}`);
  return await response.json();
}

const engine = createEngine(fetchJson, () => performance.now());

async function answer({ id, call, given }: Request): Promise<Reply> {
  try {
    const run = engine[call] as (...given: readonly unknown[]) => Promise<unknown>;
    return { id, kind: "answer", value: await run(...given) };
  } catch (error) {
    return { id, kind: "error", message: error instanceof Error ? error.message : String(error) };
  }
}

self.addEventListener("message", ({ data }: MessageEvent<Request>) => {
  void answer(data).then((reply) => self.postMessage(reply));
});
