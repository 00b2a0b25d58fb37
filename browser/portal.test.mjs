// The public face: the home page and what it leads to; news from the draft to the reader.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { enter, journeys, launch, open, path, shows, sound, ways } from "./peramban.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const way of ways) {
  test(`the home page of visitors leads everywhere: ${way.name}`, async () => {
    const page = await open(browser, way);
    await page.goto("/");
    await shows(page, "h2", "Berita");
    await sound(page, { as: "beranda" });
    const data = JSON.parse(await page.locator("script[type='application/ld+json']").first().textContent());
    assert.equal(data["@graph"][0]["@type"], "GovernmentOrganization");
    await page.locator("main .kabar a").first().click();
    await shows(page, "article h1", "");
    await sound(page, { as: "berita" });
    const article = JSON.parse(await page.locator("script[type='application/ld+json']").first().textContent());
    assert.equal(article["@type"], "NewsArticle");
    for (const address of ["/berita", "/instansi", "/tanya-jawab", "/halaman/aksesibilitas", "/cek-status", "/tautan"]) {
      await page.goto(address);
      await sound(page);
    }
    await page.goto("/instansi");
    await page.locator("main .daftar-instansi a").first().click();
    await shows(page, "main dt", "Alamat");
    await sound(page, { as: "instansi" });
    await page.goto("/");
    await page.fill("#cari-sambutan", "loket layanan");
    await page.locator("main").getByRole("button", { name: "Cari" }).first().click();
    await shows(page, "main", "Loket layanan buka sampai sore");
    await page.context().close();
  });
}

for (const way of journeys) {
  test(`one writes, another approves, everybody reads: ${way.name}`, async () => {
    const title = `Kabar uji ${Date.now()}`;
    const writer = await enter(browser, way, "dinas");
    await writer.goto("/portal?jenis=berita");
    await sound(writer, { as: "portal" });
    await writer.locator("main").getByRole("link", { name: "Tulis berita" }).click();
    await sound(writer, { as: "tulis" });
    await writer.locator("main").getByRole("button", { name: "Simpan draf" }).click();
    await shows(writer, ".govuk-error-summary", "Tulis judulnya.");
    await sound(writer, { status: 422 });
    await writer.selectOption("[name=unit]", { index: 1 });
    await writer.fill("[name=judul]", title);
    await writer.fill("[name=isi]", "## Bagian\n\nIsi **tebal**.\n\n- satu\n- dua");
    await writer.locator("main").getByRole("button", { name: "Simpan draf" }).click();
    await shows(writer, "h1", title);
    await sound(writer, { as: "tulisan" });
    const text = path(writer);
    await writer.locator("main").getByRole("button", { name: "Ajukan untuk disetujui" }).click();
    await shows(writer, "main", "Menunggu persetujuan");
    const approver = await enter(browser, way, "kominfo");
    await approver.goto("/tugas?jenis=Portal");
    await shows(approver, "main", `Setujui berita: ${title}`);
    await approver.goto(text);
    await approver.locator("main").getByRole("button", { name: "Setujui dan terbitkan" }).click();
    await shows(approver, "main", "Disetujui dan tayang.");
    const reader = await open(browser, way);
    await reader.goto("/berita");
    await reader.locator("main").getByRole("link", { name: title }).click();
    await shows(reader, "article strong", "tebal");
    await sound(reader);
    for (const page of [writer, approver, reader]) await page.context().close();
  });
}
