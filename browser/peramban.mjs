// What the browser tests share: the browser, the demonstration's accounts, and the questions that every page must answer.
//
// ./check browser starts a demonstration and sets
//   PENDOPO_URL       its address
//   PENDOPO_ACCOUNTS  the file in which it wrote its accounts
//   CHROMIUM          the browser, if it is not /usr/bin/chromium
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

/** The address of the demonstration. */
export const origin = process.env.PENDOPO_URL ?? assert.fail("PENDOPO_URL is not set: run ./check browser");

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const file = process.env.PENDOPO_ACCOUNTS ?? assert.fail("PENDOPO_ACCOUNTS is not set: run ./check browser");

/** The accounts: `sandi`, and `akun` with `masuk`, `nama`, `sebagai`. */
export const accounts = JSON.parse(await readFile(file, "utf8"));

/** Starts the browser; the test closes it. */
export const launch = () =>
  chromium.launch({
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

/** The ways in which every journey is made: narrow and wide, with and without JavaScript. */
export const ways = [
  { name: "360 px", width: 360, javaScriptEnabled: true },
  { name: "360 px tanpa JavaScript", width: 360, javaScriptEnabled: false },
  { name: "1280 px", width: 1280, javaScriptEnabled: true },
  { name: "1280 px tanpa JavaScript", width: 1280, javaScriptEnabled: false },
];

/** A page of its own. Whatever the browser complains of is kept in `page.complaints`. */
export async function open(browser, { width, javaScriptEnabled, colorScheme = "light" }) {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    javaScriptEnabled,
    colorScheme,
    reducedMotion: "reduce",
    baseURL: origin,
    locale: "id-ID",
  });
  const page = await context.newPage();
  page.complaints = [];
  page.on("console", (message) => message.type() === "error" && page.complaints.push(message.text()));
  page.on("pageerror", (error) => page.complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) {
      page.complaints.push(`a request to somebody else: ${request.url()}`);
    }
  });
  return page;
}

/** Signs in as a person of the demonstration. */
export async function signIn(page, login, password = accounts.sandi) {
  await page.goto("/masuk");
  await page.fill("[name=login]", login);
  await page.fill("[name=sandi]", password);
  await page.click("main button.govuk-button[type=submit]");
}

/** Demands of a page: nothing wider than it, no finding of axe, no complaint of the browser. */
export async function sound(page, { javaScriptEnabled }) {
  const where = new URL(page.url()).pathname;
  const wide = await page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const parts = [...document.querySelectorAll("main *, header *, footer *")];
    return parts.filter((part) => part.getBoundingClientRect().right > innerWidth + 1).map((part) => part.outerHTML.slice(0, 100));
  });
  assert.deepEqual(wide.slice(0, 3), [], `${where} is wider than the window`);
  if (javaScriptEnabled) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
    assert.deepEqual(found.slice(0, 5), [], `axe finds something on ${where}`);
  }
  assert.deepEqual(page.complaints, [], `the browser complains of ${where}`);
}
