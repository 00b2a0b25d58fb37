// Builds ui/dist: stylesheet, script, htmx, icon and licences, each under a name that carries the hash of its content and
// beside its gzip and brotli forms. The page crate embeds the folder as it is. A file over its budget fails the build.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as sass from "sass";
import { minify } from "terser";

const dist = new URL("./dist/", import.meta.url);
const at = (path) => new URL(path, import.meta.url);

const silent = { ...sass.Logger.silent, warn: (message) => process.stderr.write(`sass: ${message}\n`) };
const compiled = sass.compile(at("scss/app.scss").pathname, {
  style: "compressed",
  charset: false,
  loadPaths: [at("node_modules").pathname, at(".").pathname],
  quietDeps: true,
  logger: silent,
}).css;
// The timeline's list of documents, which no page of ours has, is the only thing that names a picture. There are none.
const css = compiled.replace(/[^{}]*\{[^{}]*icon-document\.svg[^{}]*\}/g, "");
if (css.includes("url(")) throw new Error("the stylesheet names a file that is not part of the program");

const script = await minify(await readFile(at("js/app.js"), "utf8"), {
  ecma: 2020,
  module: true,
  compress: { passes: 2 },
});
const htmx = (await readFile(at("node_modules/htmx.org/dist/htmx.min.js"), "utf8")).replace(
  /\n?\/\/# sourceMappingURL=.*$/m,
  "",
);
const icon = await readFile(at("icon/pendopo.svg"), "utf8");

const files = [
  { name: "app", ext: "css", text: css, budget: 25_000 },
  { name: "app", ext: "js", text: script.code, budget: 8_000 },
  { name: "htmx", ext: "js", text: htmx, budget: 18_000 },
  { name: "ikon", ext: "svg", text: icon, budget: 2_000 },
  { name: "lisensi", ext: "txt", text: await readFile(at("lisensi.txt"), "utf8"), budget: 4_000 },
];

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
let failed = false;
for (const { name, ext, text, budget } of files) {
  const bytes = Buffer.from(text, "utf8");
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const file = `${name}-${hash}.${ext}`;
  const gzip = gzipSync(bytes, { level: 9 });
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  await writeFile(new URL(file, dist), bytes);
  await writeFile(new URL(`${file}.gz`, dist), gzip);
  await writeFile(new URL(`${file}.br`, dist), brotli);
  const over = gzip.length > budget;
  failed ||= over;
  console.log(
    `${file}: ${bytes.length} bytes, ${gzip.length} gzip, ${brotli.length} brotli${over ? `, OVER ITS BUDGET of ${budget}` : ""}`,
  );
}
if (failed) process.exit(1);
