import { execFileSync } from "node:child_process";
import process from "node:process";
import { Document as Page } from "@langchain/core/documents";
import { RunnableLambda } from "@langchain/core/runnables";
import { SentenceSplitter } from "@llamaindex/core/node-parser";
import { Document, ImageDocument, MetadataMode, TextNode } from "@llamaindex/core/schema";
import { IngestionPipeline } from "llamaindex";
import { describe, expect, it } from "vitest";
import { DehuskTransformer } from "../src/adapters/langchain.js";
import { createDehuskTransform } from "../src/adapters/llamaindex.js";
import { clean, restore } from "../src/index.js";
import { ARTICLE, FURNITURE, PROSE } from "./cli-article.js";

const NOTICE = "© 2023 Wend Courier. All rights reserved.";
const TEXT = `# Otters return\n\nBy Mara Quill\n\n${PROSE}\n${NOTICE}\n`;
const BODY = clean(TEXT).body;
const { provenance: _, ...HARVEST } = clean(TEXT).metadata;

describe("dehusk/langchain", () => {
  it("cleans documents one for one and leaves those given as they are", async () => {
    const given = [
      new Page({ pageContent: TEXT, metadata: { source: "a.md", title: "Mine" }, id: "a" }),
      new Page({ pageContent: "", metadata: {} }),
      new Page({ pageContent: ARTICLE }),
    ];
    const before = structuredClone(given.map((page) => ({ ...page })));
    const cleaned = await new DehuskTransformer().transformDocuments(given);
    expect(cleaned.map(({ pageContent }) => pageContent)).toEqual([BODY, "", clean(ARTICLE).body]);
    expect(cleaned[0]).toBeInstanceOf(Page);
    expect(cleaned[0]).toMatchObject({ id: "a", metadata: { ...HARVEST, source: "a.md", title: "Mine" } });
    expect(cleaned[1]).toEqual(new Page({ pageContent: "", metadata: cleaned[1]?.metadata ?? {} }));
    expect(given.map((page) => ({ ...page }))).toEqual(before);
  });

  it("is a step of a chain", async () => {
    const load = RunnableLambda.from(async (texts: string[]) => texts.map((text) => new Page({ pageContent: text })));
    const chain = load.pipe(new DehuskTransformer({ level: "light" }));
    const [[first], [second]] = (await chain.batch([[ARTICLE], [PROSE]])) as [Page[], Page[]];
    expect(first?.pageContent).toBe(clean(ARTICLE, { level: "light" }).body);
    expect(second?.pageContent).toBe(clean(PROSE).body);
  });

  it.each([
    { metadata: { source: "https://news.example.org/a" }, url: "https://news.example.org/a" },
    { metadata: { source: "/home/a.md" }, url: undefined },
    { metadata: { source: 7 }, url: undefined },
  ])("knows the page by $metadata", async ({ metadata, url }) => {
    const [page] = await new DehuskTransformer().invoke([new Page({ pageContent: TEXT, metadata })]);
    expect(page?.metadata["url"]).toBe(url);
  });

  it("tells what it is asked for, also what it takes to restore the text", async () => {
    const transformer = new DehuskTransformer({ toMetadata: ({ edits }) => ({ edits }) });
    const [page] = await transformer.invoke([new Page({ pageContent: TEXT })]);
    expect(Object.keys(page?.metadata ?? {})).toEqual(["edits"]);
    expect(restore({ ...clean(TEXT), body: page?.pageContent ?? "", edits: page?.metadata["edits"] })).toBe(TEXT);
  });

  it("refuses wrong options at once", () => {
    expect(() => new DehuskTransformer({ maxCut: 2 })).toThrow(/maxCut/);
  });
});

describe("dehusk/llamaindex", () => {
  it("cleans nodes one for one and leaves those given as they are", async () => {
    const related = { nodeId: "parent", metadata: {} };
    const given = [
      new Document({ id_: "a", text: TEXT, metadata: { file_name: "a.md", title: "Mine" } }),
      new TextNode({ id_: "b", text: ARTICLE, relationships: { PARENT: related } }),
      new ImageDocument({ id_: "c", image: "https://example.org/c.png", text: "" }),
    ];
    const before = given.map((node) => node.toMutableJSON());
    const cleaned = await createDehuskTransform()(given);
    expect(cleaned.map((node) => node.id_)).toEqual(["a", "b", "c"]);
    expect(cleaned.map((node) => node.getContent(MetadataMode.NONE))).toEqual([
      BODY.trim(),
      clean(ARTICLE).body.trim(),
      "",
    ]);
    expect(cleaned[0]).toBeInstanceOf(Document);
    expect(cleaned[0]?.metadata).toEqual({ ...HARVEST, file_name: "a.md", title: "Mine" });
    expect(cleaned[0]?.hash).toBe(cleaned[0]?.generateHash());
    expect(cleaned[0]?.hash).not.toBe(given[0]?.hash);
    expect(cleaned[1]?.relationships).toEqual({ PARENT: related });
    expect(cleaned[2]).toBe(given[2]);
    expect(given.map((node) => node.toMutableJSON())).toEqual(before);
  });

  it.each([MetadataMode.EMBED, MetadataMode.LLM])("keeps husk out of what models are shown (%s)", async (mode) => {
    const [node] = await createDehuskTransform()([new Document({ text: TEXT })]);
    const shown = node?.getContent(mode) ?? "";
    expect(node?.metadata).toMatchObject({ copyrightHolder: ["Wend Courier"], author: ["Mara Quill"] });
    expect(shown).toContain("author: Mara Quill");
    expect(shown).not.toMatch(/Wend Courier|reserved|wordCount/);
  });

  it("is a step of an ingestion pipeline, before the splitter", async () => {
    const transformations = [createDehuskTransform(), new SentenceSplitter({ chunkSize: 100, chunkOverlap: 0 })];
    const pipeline = new IngestionPipeline({ transformations });
    const documents = [new Document({ id_: "a", text: ARTICLE }), new Document({ id_: "b", text: TEXT })];
    const nodes = await pipeline.run({ documents });
    const again = await pipeline.run({ documents });
    expect(nodes.length).toBeGreaterThan(2);
    expect(new Set(nodes.map((node) => node.sourceNode?.nodeId))).toEqual(new Set(["a", "b"]));
    const all = nodes.map((node) => node.getContent(MetadataMode.NONE)).join("\n");
    expect(all).not.toContain(FURNITURE);
    expect(all).not.toContain("reserved");
    expect(all).toContain("The council will meet on Thursday");
    expect(again.map((node) => node.getContent(MetadataMode.NONE))).toEqual(
      nodes.map((node) => node.getContent(MetadataMode.NONE)),
    );
  });

  it("refuses wrong options at once", () => {
    expect(() => createDehuskTransform({ only: ["nothing such"], maxCut: -1 })).toThrow();
  });
});

describe("the built adapters", () => {
  // The package may import itself by name, and does so as its users do.
  it.each([
    {
      name: "dehusk/langchain",
      script: `
        const { DehuskTransformer } = await import("dehusk/langchain");
        const { Document } = await import("@langchain/core/documents");
        const [page] = await new DehuskTransformer().invoke([new Document({ pageContent: text })]);
        console.log(page.pageContent === clean(text).body);`,
    },
    {
      name: "dehusk/llamaindex",
      script: `
        const { createDehuskTransform } = await import("dehusk/llamaindex");
        const { Document } = await import("@llamaindex/core/schema");
        const [node] = await createDehuskTransform()([new Document({ text })]);
        console.log(node.text === clean(text).body);`,
    },
  ])("$name work outside of the tests, with one copy of the library", ({ script }) => {
    const start = `const { clean } = await import("dehusk"); const text = ${JSON.stringify(TEXT)};`;
    const words = ["--input-type=module", "--eval", start + script];
    expect(execFileSync(process.execPath, words, { encoding: "utf8" })).toBe("true\n");
  });
});
