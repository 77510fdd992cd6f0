import { importPeer } from "./import-peer.js";

const PURPOSE = "cleaning HTML";

type Html = ReturnType<typeof import("linkedom").parseHTML>["document"];
type ReadabilityInput = ConstructorParameters<typeof import("@mozilla/readability").Readability>[0];
type Turndown = typeof import("turndown");

/** The article in a page of HTML, found by Readability, as Markdown; the whole page where it finds none. */
export async function toMarkdown(html: string): Promise<string> {
  const [{ parseHTML }, { Readability }, { default: TurndownService }] = await Promise.all([
    importPeer<typeof import("linkedom")>("linkedom", PURPOSE),
    importPeer<typeof import("@mozilla/readability")>("@mozilla/readability", PURPOSE),
    importPeer<{ readonly default: Turndown }>("turndown", PURPOSE),
  ]);
  const parse = (text: string): Html => parseHTML(isWhole(text) ? text : wrap(text)).document;
  const turndown = new TurndownService({ headingStyle: "atx", codeBlockStyle: "fenced", bulletListMarker: "-" });
  turndown.remove(["script", "style", "noscript"]);
  const write = (document: Html): string => `${turndown.turndown(document.body as unknown as TurndownInput)}\n`;
  const article = new Readability(parse(html) as unknown as ReadabilityInput).parse();
  // Reading it took the document apart.
  if (!article?.content) return write(parse(html));
  const body = write(parse(wrap(article.content)));
  const title = article.title?.replace(/\s+/g, " ").trim();
  return title && !body.startsWith("# ") ? `# ${title}\n\n${body}` : body;
}

type TurndownInput = Parameters<InstanceType<Turndown>["turndown"]>[0];

function isWhole(html: string): boolean {
  return /<html[\s>]/i.test(html);
}

function wrap(html: string): string {
  return `<!doctype html><html><body>${html}</body></html>`;
}
