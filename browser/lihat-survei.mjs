import { chromium } from "playwright-core";
import fs from "node:fs";
const [who, width, ...paths] = process.argv.slice(2);
const akun = JSON.parse(fs.readFileSync("/tmp/survei-akun.json"));
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const c = await b.newContext({ viewport: { width: +width, height: 900 }, javaScriptEnabled: !process.env.NOJS });
const p = await c.newPage();
const base = "http://127.0.0.1:8197";
if (who !== "-") {
  await p.goto(base + "/masuk");
  await p.fill("#login", who);
  await p.fill("input[type=password]", akun.sandi);
  await p.press("input[type=password]", "Enter");
  await p.waitForLoadState();
}
fs.mkdirSync("/tmp/survei-shots", { recursive: true });
for (const path of paths) {
  const r = await p.goto(base + path);
  const name = `/tmp/survei-shots/${who}-${width}-${path.replace(/[^a-z0-9]+/gi, "_")}.png`;
  await p.screenshot({ path: name, fullPage: true });
  const wide = await p.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  console.log(r.status(), path, await p.title(), wide ? "TOO WIDE" : "", name);
  if (process.env.LINKS) console.log(await p.$$eval("main a[href]", (as) => [...new Set(as.map((a) => a.getAttribute("href")))].join(" ")));
}
await b.close();
