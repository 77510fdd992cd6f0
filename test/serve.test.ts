import { request } from "node:http";
import process from "node:process";
import { describe, expect, it, onTestFinished } from "vitest";
import { dehusk, startDehusk } from "./cli-process.js";

interface Got {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function serve(): Promise<{
  address: URL;
  child: ReturnType<typeof startDehusk>["child"];
  ended: ReturnType<typeof startDehusk>["ended"];
}> {
  const { child, ended } = startDehusk(["serve", "--port", "0"], process.cwd());
  onTestFinished(() => void child.kill("SIGKILL"));
  const address = await new Promise<string>((resolve) => child.stdout?.once("data", (chunk) => resolve(String(chunk))));
  return { address: new URL(address.trim()), child, ended };
}

/** As sent, with no tidying of the path. */
function get(address: URL, path: string, method = "GET", host = address.host): Promise<Got> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = address;
    const asked = request({ hostname, port, path, method, headers: { host } }, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, type: response.headers["content-type"] ?? "", body });
      });
    });
    asked.on("error", reject).end();
  });
}

describe("dehusk serve", () => {
  it("hands out the playground and nothing else, to this machine, until it is interrupted", async () => {
    const { address, child, ended } = await serve();
    expect(address.hostname).toBe("127.0.0.1");
    const page = await get(address, "/?x=1");
    expect(page).toMatchObject({ status: 200, type: "text/html; charset=utf-8" });
    expect(page.body).toContain("Content-Security-Policy");
    expect(await get(address, "/rules/en.json")).toMatchObject({ status: 200, type: "application/json" });
    expect(await get(address, "/index.html", "HEAD")).toMatchObject({ status: 200, body: "" });
    for (const path of [
      "/../cli/main.cjs",
      "/rules/../../index.js",
      "/%2e%2e/index.js",
      "/rules",
      "/none.js",
      "//etc/x.json",
      "/.js",
      "*",
    ]) {
      expect([path, (await get(address, path)).status]).toEqual([path, 404]);
    }
    expect((await get(address, "/", "POST")).status).toBe(405);
    expect((await get(address, "/", "GET", "evil.example")).status).toBe(403);
    expect((await get(address, "/", "GET", `localhost:${address.port}`)).status).toBe(200);
    child.kill("SIGINT");
    const { code, stdout, stderr } = await ended;
    expect([code, stdout]).toEqual([130, `${address.href}\n`]);
    expect(stderr).toContain("Ctrl-C");
  });

  it("says that a port is taken", async () => {
    const { address } = await serve();
    const { code, stderr } = dehusk(["serve", "--port", address.port]);
    expect([code, stderr]).toEqual([
      2,
      `dehusk: Port ${address.port} is taken; give another with --port, or 0 for any.\n`,
    ]);
  });

  it.each([
    [["--port", "x"], "--port must be a number"],
    [["--port", "65536"], "--port must be a number"],
    [["--port", "-1"], "port"],
    [["file.md"], "serve takes no files"],
    [["--level", "strict"], "It is for dehusk clean"],
  ])("refuses %j", (words, message) => {
    const { code, stdout, stderr } = dehusk(["serve", ...words]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });
});
