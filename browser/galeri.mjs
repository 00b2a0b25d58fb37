// Looks at every component in Chromium, narrow and wide, light and dark: no finding of axe, nothing wider than the page,
// nothing that the content security policy refuses, and the scripts do what they promise.
//
//   cargo run -p page --example galeri -- FOLDER
//   node galeri.mjs FOLDER [SCREENSHOTS]
//
// CHROMIUM names the browser, if it is not /usr/bin/chromium.
import { createServer } from "node:http";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";

const [folder, shots] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node galeri.mjs FOLDER [SCREENSHOTS]");
  process.exit(2);
}
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; " +
  "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";
const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

const people = [
  { value: "p-7", label: "Bagaskara Utama", hint: "Auditor" },
  { value: "p-8", label: "Bagiyo Wibowo", hint: "Pranata komputer" },
];
const server = createServer(async (request, response) => {
  const path = normalize(new URL(request.url, "http://x").pathname);
  if (request.method === "POST") {
    setTimeout(() => response.writeHead(204).end(), 300);
    return;
  }
  if (path === "/orang.json") {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(people));
    return;
  }
  try {
    const file = await readFile(join(folder, path === "/" ? "index.html" : path));
    const type = types[extname(path)] ?? "text/html";
    response.writeHead(200, { "content-type": `${type}; charset=utf-8`, "content-security-policy": policy }).end(file);
  } catch {
    response.writeHead(404, { "content-type": "text/plain" }).end("tidak ada");
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
});

const faults = [];
const expect = (truth, what) => truth || faults.push(what);
const pages = ["index.html", "formulir.html", "daftar.html", "lebar.html", "masuk.html", "galat.html"];
if (shots) await mkdir(shots, { recursive: true });

const open = async (name, options) => {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && faults.push(`${name}: console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`${name}: script: ${error.message}`));
  await page.goto(`${origin}/${name}`);
  return page;
};
const tooWide = () =>
  document.documentElement.scrollWidth > innerWidth
    ? [...document.querySelectorAll("main *, header *, footer *")]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".alur__gulir"))
        .slice(0, 4)
        .map((element) => element.outerHTML.slice(0, 100))
    : null;

for (const name of pages) {
  for (const width of [320, 360, 768, 1280]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const javaScriptEnabled of [true, false]) {
        if (!javaScriptEnabled && (width === 768 || colorScheme === "dark")) continue;
        const label = `${name} ${width} ${colorScheme}${javaScriptEnabled ? "" : " tanpa-js"}`;
        const page = await open(name, { viewport: { width, height: 800 }, colorScheme, javaScriptEnabled });
        if (shots) {
          await page.screenshot({ path: join(shots, `${label.replaceAll(" ", "-")}.png`), fullPage: true });
        }
        if (javaScriptEnabled) {
          await page.evaluate(axe);
          await page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));
          const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
          for (const { id, nodes } of violations) {
            for (const node of nodes.slice(0, 3)) {
              faults.push(`${label}: axe ${id}: ${node.target} ${node.any[0]?.message ?? ""} ${node.html.slice(0, 120)}`);
            }
          }
          await page.evaluate(() => document.querySelectorAll(".kepala__akun").forEach((part) => (part.open = false)));
        }
        const wide = await page.evaluate(tooWide);
        expect(!wide, `${label}: wider than the page: ${wide}`);
        await page.context().close();
      }
    }
  }
}

// The scripts.
const form = await open("formulir.html", { viewport: { width: 1280, height: 800 } });
expect(
  await form.evaluate(() => document.activeElement.classList.contains("govuk-error-summary")),
  "the summary of errors has no focus",
);
await form.fill("#uraian", "a".repeat(510));
expect((await form.textContent("#uraian-jumlah")).includes("Kelebihan 10 karakter"), "characters are not counted");
await form.fill("#unit", "");
await form.press("#unit", "Tab");
expect(
  (await form.inputValue("#unit")) === "Pilih perangkat daerah" && (await form.inputValue("[name=unit]")) === "",
  "an emptied searched list does not say what to choose, as other lists do",
);
await form.fill("#unit", "ke-17");
await form.waitForSelector("#unit[aria-expanded=true]");
await form.keyboard.press("ArrowDown");
await form.keyboard.press("Enter");
expect((await form.inputValue("[name=unit]")) === "pd-17", "the searched list does not set its value");
await form.click("#unit");
await form.waitForSelector("#unit[aria-expanded=true]");
expect((await form.locator("[role=option]").count()) === 31, "a searched list does not open as a whole");
await form.keyboard.press("Escape");
await form.fill("#pemilik-cari", "bag");
await form.waitForSelector("[role=option] >> text=Bagiyo");
await form.click("[role=option] >> text=Bagiyo");
expect((await form.inputValue("[name=pemilik]:checked")) === "p-8", "a suggested reference is not chosen");
let sent = 0;
form.on("request", (request) => request.method() === "POST" && sent++);
await form.evaluate(() => {
  const button = document.querySelector("button[type=submit].govuk-button:not([name])");
  button.click();
  button.click();
});
await form.waitForTimeout(600);
expect(sent === 1, `two clicks sent ${sent} requests`);
const enter = form.waitForRequest((request) => request.method() === "POST");
await form.evaluate(() => document.querySelectorAll("form").forEach((form) => delete form.dataset.terkirim));
await form.press("#nama", "Enter");
const typed = (await enter).postData() ?? "";
expect(!/name="_(cari|hapus|tambah)"/.test(typed), "Enter presses a button of a field");
await form.context().close();

const list = await open("daftar.html", { viewport: { width: 1280, height: 800 } });
await list.check("input[data-semua]");
expect((await list.locator("input[data-baris]:checked").count()) === 8, "not every row is ticked");
expect((await list.textContent("[data-terpilih]")) === "8 dipilih", "the ticked rows are not counted");
await list.context().close();

const gallery = await open("index.html", { viewport: { width: 1280, height: 800 } });
await gallery.waitForSelector("#impor:not([hx-get])", { timeout: 10000 });
expect((await gallery.textContent("#impor")).includes("70 dari 120"), "progress is not asked for again");
await gallery.context().close();

await browser.close();
server.close();
for (const fault of faults) console.error(fault);
console.log(faults.length ? `${faults.length} faults` : `no faults on ${pages.length} pages`);
process.exit(faults.length ? 1 : 0);
