/** A real Chromium in front of the built playground. */
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { type Browser, type BrowserContextOptions, chromium, type Page, type Response } from "playwright-core";
import { onTestFinished } from "vitest";
import { startDehusk } from "../cli-process.js";

const AXE: string = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, colorScheme: "light" };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  colorScheme: "dark",
  hasTouch: true,
};

/** Starts `dehusk serve` on a free port; gives its address. */
export async function startServer(): Promise<{ readonly child: ChildProcess; readonly address: string }> {
  const { child } = startDehusk(["serve", "--port", "0"], process.cwd());
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once("exit", (code) => reject(new Error(`dehusk serve ended with ${code}`)));
  });
  return { child, address };
}

/** Debian's Chromium, or the one that CHROMIUM names. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    throw new Error(`There is no ${executablePath}: install the package chromium, or name a browser in CHROMIUM.`);
  }
  const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  const args = ["--no-sandbox", ...quiet, "--disable-component-update", "--disable-sync"];
  return await chromium.launch({ executablePath, args });
}

export interface Opened {
  readonly page: Page;
  /** Everything that came over the network. */
  readonly responses: readonly Response[];
  /** Errors of the page, and what its content security policy refused. */
  readonly complaints: readonly string[];
}

/** Opens a page of its own, and waits for the first result. */
export async function openPage(browser: Browser, address: string, options: BrowserContextOptions): Promise<Opened> {
  const context = await browser.newContext({ ...options, permissions: ["clipboard-read", "clipboard-write"] });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const responses: Response[] = [];
  const complaints: string[] = [];
  context.on("response", (response) => responses.push(response));
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  await page.goto(address);
  await page.waitForFunction(() => document.getElementById("status")?.textContent?.includes(" words, "));
  return { page, responses, complaints };
}

/** Puts a text into the page and waits until it is cleaned. */
export async function enterText(page: Page, text: string): Promise<void> {
  const before = await page.locator("#body").textContent();
  await page.locator("#text").fill(text);
  await page.waitForFunction((old) => document.getElementById("body")?.textContent !== old, before);
}

/** What axe-core finds wrong with the page as it is, one line each. */
export async function findViolations(page: Page): Promise<readonly string[]> {
  // Not as a script element, which the content security policy would refuse.
  await page.evaluate(readFileSync(AXE, "utf8"));
  return await page.evaluate(async () => {
    interface Axe {
      readonly run: () => Promise<{
        readonly violations: readonly { id: string; nodes: readonly { html: string; failureSummary?: string }[] }[];
      }>;
    }
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
  });
}

/** Keeps a picture of the page for people, where DEHUSK_SCREENSHOTS names a folder. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env["DEHUSK_SCREENSHOTS"];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
