import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { findPlayground, readPageFile } from "./page-file.js";
import { type Arguments, usageError } from "./parse-arguments.js";
import { say, writeOutput } from "./standard-streams.js";

/** HUSK on the keys of a telephone. */
const DEFAULT_PORT = 4875;
const HOST = "127.0.0.1";

/**
 * `dehusk serve`: hands out the playground to this machine only, until it is interrupted. The address goes to standard
 * output. Returns the exit code.
 */
export async function serveCommand({ operands, options }: Arguments, signal: AbortSignal): Promise<number> {
  if (operands.length > 0) throw usageError("serve takes no files; open them in the page.");
  const port = readPort(options.get("port")?.at(-1));
  const folder = findPlayground();
  const server = createServer((request, response) => void answer(folder, request, response));
  await listen(server, port);
  await writeOutput(`http://${HOST}:${(server.address() as AddressInfo).port}/\n`);
  say("dehusk: the playground is at the address above, for this machine only; Ctrl-C ends it.");
  await stopped(server, signal);
  return 0;
}

function readPort(value: string | undefined): number {
  if (value === undefined) return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (port <= 65_535) return port;
  throw usageError(`--port must be a number from 0 to 65535, not "${value}"; 0 takes any free one.`);
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explainPort(error, port)));
    server.listen(port, HOST, resolve);
  });
}

function explainPort(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === "EADDRINUSE") return usageError(`Port ${port} is taken; give another with --port, or 0 for any.`);
  return error.code === "EACCES" ? usageError(`Port ${port} may not be used; give another with --port.`) : error;
}

async function stopped(server: Server, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = (): void => {
      server.close(() => resolve());
      // Browsers keep connections open that nobody needs any more.
      server.closeAllConnections();
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

const HEADERS = {
  "cache-control": "no-cache",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  // Clocks are finer where a page is on its own: rules take microseconds.
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
} as const;

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "", url = "/", headers } = request;
  const refuse = (status: number, reason: string): void => {
    response.writeHead(status, { ...HEADERS, "content-type": "text/plain" }).end(`${reason}\n`);
  };
  // A name of another site that points here is no business of ours.
  if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(headers.host ?? "")) return refuse(403, "wrong host");
  if (method !== "GET" && method !== "HEAD") return refuse(405, "only GET");
  const file = await readPageFile(folder, url);
  if (file === null) return refuse(404, "there is no such file");
  response.writeHead(200, { ...HEADERS, ...file.headers }).end(method === "HEAD" ? undefined : file.bytes);
}
