// The five regulations, each from the upload to the public pages of its pasal.
import assert from "node:assert/strict";
import { access } from "node:fs/promises";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { enter, journeys, launch, open, path, shows, sound } from "./peramban.mjs";

/** File and number of pasal. */
const TEXTS = [
  ["natuna-perbup-18-2021.txt", 23],
  ["mukomuko-perda-1-2020.txt", 52],
  ["bulungan-perbup-2-2020.txt", 31],
  ["kuantan-singingi-perbup-33-2020.txt", 80],
  ["sigi-perbup-27-2019.txt", 24],
];
const folder = process.env.PENDOPO_CORPUS;
const skip = folder ? false : "PENDOPO_CORPUS is not set";

let browser;
before(async () => {
  browser = await launch();
  if (folder) await Promise.all(TEXTS.map(([name]) => access(join(folder, name))));
});
after(() => browser.close());

/** People who stay signed in from text to text. */
const signedIn = new Map();
async function person(way, login) {
  const key = `${way.name} ${login}`;
  if (!signedIn.has(key)) signedIn.set(key, await enter(browser, way, login));
  return signedIn.get(key);
}

const send = (page, button) => page.locator("main").getByRole("button", { name: button }).first().click();

/** Uploads a text; its page for those who keep the collection. */
async function upload(page, file) {
  await page.goto("/jdih");
  await page.click("main a[href='/jdih/kelola']");
  await sound(page);
  await page.click("main a[href='/jdih/kelola/baru']");
  await sound(page);
  await page.setInputFiles("[name=berkas]", file);
  await send(page, "Unggah dan urai");
  await page.waitForURL(/\/jdih\/kelola\/[0-9a-f-]{36}$/);
  return path(page);
}

/** Decides everything that the parser repaired or doubts: the first doubt by itself, the others kind by kind. */
async function review(page, keep) {
  await page.click("nav a[href$='/tinjau']");
  await shows(page, "h1", "Tinjau naskah");
  await sound(page, { dark: true });
  if ((await page.locator("nav a[aria-current]", { hasText: "Keraguan (" }).count()) > 0) {
    const first = page.locator("ol.tinjau > li").first();
    if ((await first.locator("[name=uraian]").count()) > 0) {
      await first.locator("[name=uraian]").fill("Diperiksa terhadap berkas asli");
      await first.getByRole("button", { name: "Catat: memang demikian aslinya" }).click();
      await shows(page, "ol.tinjau > li", "Diperiksa terhadap berkas asli");
    }
    const kinds = await page.locator("ul.keping a[href*='jenis=']:not([href*='terbuka='])").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    for (const kind of new Set(kinds)) {
      await page.goto(kind);
      const rest = page.locator("main").getByRole("button", { name: /^Terima \S+ catatan yang masih terbuka/ });
      if ((await rest.count()) > 0) await rest.click();
    }
  }
  await page.goto(`${keep}/tinjau?macam=perbaikan`);
  await sound(page, { as: "perbaikan" });
  const rest = page.locator("main").getByRole("button", { name: /^Terima \S+ catatan yang masih terbuka/ });
  if ((await rest.count()) > 0) await rest.click();
  await shows(page, "main", "Semua catatan sudah diputuskan");
}

for (const way of journeys) {
  for (const [name, pasal] of TEXTS) {
    test(`${name} is uploaded, reviewed, published and read: ${way.name}`, { skip }, async () => {
      const keeper = await person(way, "hukum");
      const keep = await upload(keeper, join(folder, name));
      await shows(keeper, "main", `${pasal} pasal`);
      await shows(keeper, "main", "menunggu keputusan");
      await sound(keeper);
      await keeper.goto(`${keep}/sanding`);
      await sound(keeper);
      await keeper.goto(keep);
      await review(keeper, keep);

      // Somebody else says that it was reviewed; then it is published.
      const second = await person(way, "admin");
      await second.goto(keep);
      await send(second, "Selesai ditinjau");
      await shows(second, "main", "Keadaan dokumen sudah diubah");
      await keeper.goto(keep);
      await sound(keeper, { as: "ditinjau" });
      await send(keeper, "Terbitkan");
      await shows(keeper, "main", "Dokumen sudah terbit");
      const publicPage = await keeper.locator("main a", { hasText: "Halaman publik" }).getAttribute("href");

      // A visitor finds it, with all its pasal in order. The pages of the first text are looked at in all widths.
      const widths = name === TEXTS[0][0] ? way.widths : way.widths.slice(0, 1);
      const visitor = await open(browser, way);
      await visitor.goto("/jdih");
      await sound(visitor, { as: "publik", dark: true });
      await visitor.click(`main a[href='${publicPage}']`);
      await sound(visitor, { as: "publik", dark: widths === way.widths, widths });
      const numbers = await visitor
        .locator(`nav[aria-label='Daftar isi'] a[href^='${publicPage}/pasal-']`)
        .evaluateAll((links) => links.map((link) => Number(link.getAttribute("href").split("/pasal-")[1])));
      assert.deepEqual(numbers, Array.from({ length: pasal }, (_, place) => place + 1));

      // An address per pasal, with the neighbours a step away.
      await visitor.click(`nav[aria-label='Daftar isi'] a[href='${publicPage}/pasal-2']`);
      await shows(visitor, "h1", "Pasal 2");
      await sound(visitor, { as: "pasal", dark: widths === way.widths, widths });
      await visitor.click("a[rel=next]");
      await shows(visitor, "h1", "Pasal 3");

      // The definitions of Pasal 1 are the glossary.
      await visitor.goto(`${publicPage}/istilah`);
      assert.ok((await visitor.locator("main dl dt").count()) > 10, "there are terms");
      await sound(visitor, { as: "istilah", widths });
      await visitor.locator("main dl dd a", { hasText: "Pasal 1" }).first().click();
      await shows(visitor, "h1", "Pasal 1");

      // A reference in the text leads to the part that it names.
      await visitor.goto(`${publicPage}/lengkap`);
      await sound(visitor, { as: "lengkap", widths });
      const reference = visitor.locator(".butir__isi > p a[href*='/pasal-'], .hukum__pasal > p a[href*='/pasal-']").first();
      const target = await reference.getAttribute("href");
      await reference.click();
      await visitor.waitForURL(`**${target}`);
      const anchor = target.split("#")[1];
      assert.ok(await visitor.locator(`[id='${anchor}']`).isVisible(), `${target} shows what it names`);
      await visitor.goto(`${publicPage}/rujukan`);
      await shows(visitor, "h2", "Rujukan ke peraturan lain");
      await sound(visitor, { as: "rujukan", widths });

      // For machines.
      await visitor.goto(publicPage);
      const xml = await visitor.context().request.get(await visitor.locator("main a", { hasText: "Akoma Ntoso" }).getAttribute("href"));
      assert.match(xml.headers()["content-type"], /xml/);
      assert.equal((await xml.text()).match(/<article /g).length, pasal);
      const original = await visitor.context().request.get(await visitor.locator("main a", { hasText: "Unduh berkas asli" }).getAttribute("href"));
      assert.match(original.headers()["content-disposition"], /^attachment/);

      // The same file again is refused, and says where it is.
      await keeper.goto("/jdih/kelola/baru");
      await keeper.setInputFiles("[name=berkas]", join(folder, name));
      await send(keeper, "Unggah dan urai");
      await shows(keeper, ".govuk-error-summary", "sudah ada dalam koleksi");
      await sound(keeper, { status: 422 });
      await visitor.context().close();
    });
  }

  test(`the duties of the regulation lead to its pasal: ${way.name}`, { skip }, async () => {
    const own = TEXTS.map(([name]) => name).find((name) => name.startsWith(way.site.profil)) ?? assert.fail(`no text of ${basename(way.site.profil)}`);
    const visitor = await open(browser, way);
    await visitor.goto("/katalog-kewajiban");
    await sound(visitor, { dark: true });
    await visitor.locator("main a[href^='/katalog-kewajiban/']").first().click();
    await sound(visitor, { as: "satu" });
    await visitor.locator("main a[href^='/jdih/acuan']").first().click();
    assert.match(path(visitor), /\/jdih\/[^/]+\/pasal-\d+/, `${own} was published`);
    await shows(visitor, "h1", "Pasal");
    await visitor.context().close();
  });
}
