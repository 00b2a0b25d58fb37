// What the browser tests share: the browser, the demonstrations and their accounts, and the questions that every page
// must answer.
//
// ./check browser starts two demonstrations, of two regencies, and sets
//   PENDOPO_URL, PENDOPO_ACCOUNTS              address of the first, and the file in which it wrote its accounts
//   PENDOPO_OTHER_URL, PENDOPO_OTHER_ACCOUNTS  the same of the other
//   PENDOPO_CORPUS                             folder with the texts of the five regulations, if they are there
//   CHROMIUM                                   the browser, if it is not /usr/bin/chromium
//   PENDOPO_SHOTS                              a folder: every page that is looked at is also photographed into it
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const wanted = (name) => process.env[name] ?? assert.fail(`${name} is not set: run ./check browser`);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A demonstration: `origin`, `sandi`, `profil`, and `akun` with `masuk`, `nama`, `sebagai`. */
const demonstration = async (url, file) => ({ origin: wanted(url), ...JSON.parse(await readFile(wanted(file), "utf8")) });

/** The demonstrations of two regencies. */
export const sites = [
  await demonstration("PENDOPO_URL", "PENDOPO_ACCOUNTS"),
  await demonstration("PENDOPO_OTHER_URL", "PENDOPO_OTHER_ACCOUNTS"),
];

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

/** The ways in which small journeys are made: narrow and wide, with and without JavaScript. */
export const ways = [
  { name: "360 px", site: sites[0], widths: [360], javaScriptEnabled: true },
  { name: "360 px tanpa JavaScript", site: sites[0], widths: [360], javaScriptEnabled: false },
  { name: "1280 px", site: sites[0], widths: [1280], javaScriptEnabled: true },
  { name: "1280 px tanpa JavaScript", site: sites[0], widths: [1280], javaScriptEnabled: false },
];

/** The ways of the long journeys: each page both wide and narrow; without JavaScript in the other regency, so that they
 * do not meet. */
export const journeys = [
  { name: sites[0].profil, site: sites[0], widths: [1280, 360], javaScriptEnabled: true },
  { name: `${sites[1].profil}, tanpa JavaScript`, site: sites[1], widths: [1280, 360], javaScriptEnabled: false },
];

/** A page of its own. Whatever the browser complains of is kept in `page.complaints`. */
export async function open(browser, way) {
  const { site, widths, javaScriptEnabled, colorScheme = "light" } = way;
  const context = await browser.newContext({
    viewport: { width: widths[0], height: 800 },
    javaScriptEnabled,
    colorScheme,
    reducedMotion: "reduce",
    baseURL: site.origin,
    locale: "id-ID",
    timezoneId: "Asia/Jakarta",
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.way = way;
  page.complaints = [];
  // Whether a click has asked for a page that is not there yet.
  page.leading = false;
  page.on("request", (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) page.leading = true;
  });
  for (const end of ["load", "requestfailed", "download"]) page.on(end, () => (page.leading = false));
  // A refused form or a missing page is also a complaint of the browser; its status is looked at in `sound`.
  const refused = new Set();
  page.on("response", (answer) => {
    if (!answer.request().isNavigationRequest() || answer.frame() !== page.mainFrame()) return;
    page.status = answer.status();
    if (answer.status() >= 400) refused.add(answer.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error" && !refused.has(message.location().url)) page.complaints.push(message.text());
  });
  page.on("pageerror", (error) => page.complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(site.origin) && !/^(data|blob):/.test(request.url())) {
      page.complaints.push(`a request to somebody else: ${request.url()}`);
    }
  });
  return page;
}

/** Signs in as a person of the demonstration. */
export async function signIn(page, login, password = page.way.site.sandi) {
  await page.goto("/masuk");
  await page.fill("[name=login]", login);
  await page.fill("[name=sandi]", password);
  await page.click("main button.govuk-button[type=submit]");
}

/** A page of a person of the demonstration, signed in. */
export async function enter(browser, way, login) {
  const page = await open(browser, way);
  await signIn(page, login);
  await shows(page, "h1", "Tugas saya");
  return page;
}

/** Demands that something on the page reads so, and waits for it. Answers what it reads. */
export async function shows(page, selector, text) {
  const place = page.locator(selector).filter({ hasText: text }).first();
  try {
    await place.waitFor({ state: "attached", timeout: 15_000 });
  } catch {
    const seen = (await page.locator(selector).allTextContents()).map((each) => each.replace(/\s+/g, " ").trim());
    assert.fail(`${page.url()} does not show ${text} in ${selector}, but ${JSON.stringify(seen.slice(0, 5))}`);
  }
  return (await place.textContent()).replace(/\s+/g, " ").trim();
}

/** The address without its origin. */
export const path = (page) => new URL(page.url()).pathname;

/** Waits until what was clicked has led to its page: a click only asks for it. */
async function arrived(page) {
  const until = Date.now() + 15_000;
  do await new Promise((resolve) => setTimeout(resolve, 50));
  while (page.leading && Date.now() < until);
  await page.waitForLoadState("load");
}

/** Looks at the page in the widths of its way: nothing is wider than the window, axe finds nothing, the browser does not
 * complain. A page of which one of the kind was looked at in this way before is not looked at again.
 *
 * `status`: what the server has to have answered. `dark`: in dark colours too. `as`: tells pages of the same address
 * apart. `widths`: in these, when not in all of the way. */
export async function sound(page, { status = 200, dark = false, as = "", widths = page.way.widths } = {}) {
  await arrived(page);
  const { way } = page;
  const where = path(page);
  assert.equal(page.status, status, `the status of ${where}`);
  const kind = `${where.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "*")} ${as}${status}${dark ? " dark" : ""}`;
  way.seen ??= new Set();
  if (way.seen.has(kind)) return;
  way.seen.add(kind);
  const before = page.viewportSize();
  for (const width of widths) {
    if (page.viewportSize().width !== width) await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => {
      if (document.documentElement.scrollWidth <= innerWidth) return [];
      const parts = [...document.querySelectorAll("main *, header *, footer *")];
      return parts.filter((part) => part.getBoundingClientRect().right > innerWidth + 1).map((part) => part.outerHTML.slice(0, 100));
    });
    assert.deepEqual(wide.slice(0, 3), [], `${where} is wider than a window of ${width} px`);
    for (const colorScheme of dark ? ["light", "dark"] : ["light"]) {
      if (dark) await page.emulateMedia({ colorScheme });
      if (process.env.PENDOPO_SHOTS) {
        const name = `${way.name} ${kind.replaceAll("/", "_")} ${width} ${colorScheme}.png`;
        await page.screenshot({ path: join(process.env.PENDOPO_SHOTS, name), fullPage: true });
      }
      if (way.javaScriptEnabled) await accessible(page, colorScheme === "dark" ? ["color-contrast"] : null, `${where} at ${width} px, ${colorScheme}`);
    }
    if (dark) await page.emulateMedia({ colorScheme: "light" });
  }
  if (before && page.viewportSize().width !== before.width) await page.setViewportSize(before);
  assert.deepEqual(page.complaints, [], `the browser complains of ${where}`);
}

/** Demands that axe finds nothing, or nothing of these rules. */
async function accessible(page, rules, where) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const found = await page.evaluate(async (rules) => {
    // The size of targets is of WCAG 2.2, whose rules have to be asked for.
    const options = rules ? { runOnly: { type: "rule", values: rules } } : { rules: { "target-size": { enabled: true } } };
    const { violations } = await axe.run(document, { resultTypes: ["violations"], ...options });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.html.slice(0, 120)}`));
  }, rules);
  assert.deepEqual(found.slice(0, 5), [], `axe finds something on ${where}`);
}

/** What a link or button lets one download. */
export async function download(page, selector) {
  const [answer] = await Promise.all([page.waitForEvent("download"), page.click(selector)]);
  const chunks = [];
  for await (const chunk of await answer.createReadStream()) chunks.push(chunk);
  return { name: answer.suggestedFilename(), bytes: Buffer.concat(chunks) };
}
