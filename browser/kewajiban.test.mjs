// A duty from "Tugas saya" to its article, its evidence, the decision, and the figures that follow from it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { enter, journeys, launch, path, shows, sound } from "./peramban.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const send = (page, button) => page.locator("main").getByRole("button", { name: button, exact: true }).first().click();

/** Yesterday as people here write it; evidence of tomorrow is refused, and midnight comes at three times here. */
const yesterday = () =>
  new Intl.DateTimeFormat("id-ID", { timeZone: "Asia/Jakarta", day: "2-digit", month: "2-digit", year: "numeric" })
    .format(Date.now() - 86_400_000)
    .replaceAll("/", "-");

/** What the tiles of the compliance page count. */
async function figures(page) {
  await page.goto("/kewajiban/kepatuhan");
  const count = async (label) => {
    const tile = page.locator("li.ubin__satu", { has: page.locator(".ubin__label", { hasText: new RegExp(`^${label}$`) }) });
    return Number((await tile.locator(".ubin__nilai").textContent()).replaceAll(".", ""));
  };
  return { fulfilled: await count("Terpenuhi"), late: await count("Terlambat"), waiting: await count("Menunggu pemeriksaan") };
}

for (const way of journeys) {
  test(`a duty is followed from the task to its evidence: ${way.name}`, async () => {
    const dinas = await enter(browser, way, "dinas");
    await sound(dinas, { dark: true });
    const name = way.site.akun.find((each) => each.masuk === "dinas").nama;
    const before = await figures(dinas);
    await sound(dinas, { dark: true });

    // One of the late duties that count, which also stands among the tasks.
    const counted = await dinas.locator("main table a[href^='/kewajiban/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    await dinas.goto("/tugas");
    await sound(dinas, { dark: true });
    const tasks = await dinas.locator("main table a[href^='/kewajiban/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    const duty = tasks.find((href) => counted.includes(href)) ?? assert.fail("no task is a late duty that counts");
    const title = (await dinas.textContent(`main table a[href='${duty}']`)).replace(/ \([^(]*\)$/, "");
    await dinas.click(`main table a[href='${duty}']`);
    await shows(dinas, "h1", title);
    await shows(dinas, "main", "Terlambat");
    await sound(dinas, { dark: true });

    // Its article: the text if the regulation is here, or a page that says what is missing.
    const article = dinas.locator("main a[href^='/jdih/acuan']").first();
    const words = (await article.textContent()).trim();
    await article.click();
    if (dinas.status === 404) {
      await shows(dinas, "main", words);
      await sound(dinas, { status: 404, as: "acuan" });
    } else {
      assert.match(path(dinas), /\/pasal-\d+/);
      await shows(dinas, "h1", words.match(/Pasal \d+/)[0]);
    }
    await dinas.goto(duty);
    await dinas.locator("main a", { hasText: "Tentang kewajiban ini" }).click();
    await shows(dinas, "h1", title);
    await sound(dinas);

    // An empty form says what it lacks and keeps what was typed.
    await dinas.goto(duty);
    await dinas.fill("[name=catatan]", "Menyusul");
    await send(dinas, "Simpan dan ajukan");
    await shows(dinas, ".govuk-error-summary", "Isi nama bukti");
    assert.equal(await dinas.inputValue("[name=catatan]"), "Menyusul");
    await sound(dinas, { status: 422 });

    // A link, a file, and a record of this site.
    const evidence = async (title, fill) => {
      const more = dinas.locator("summary", { hasText: "Tambah bukti lain" });
      if ((await more.count()) > 0 && !(await dinas.locator("[name=judul]").isVisible())) await more.click();
      await dinas.fill("[name=judul]", title);
      await dinas.fill("[name=tanggal]", yesterday());
      await fill();
      await send(dinas, "Simpan dulu");
      await shows(dinas, "main", "Bukti disimpan");
      await shows(dinas, "main", title);
    };
    await evidence("Berita di situs", () => dinas.fill("[name=alamat]", "https://berita.contohkab.example/kegiatan"));
    await sound(dinas, { as: "berbukti" });
    await evidence("Laporan kegiatan", () =>
      dinas.setInputFiles("[name=berkas]", { name: "laporan.txt", mimeType: "text/plain", buffer: Buffer.from("Laporan kegiatan, data contoh.\n") }),
    );
    const records = await dinas.context().newPage();
    await records.goto("/perangkat_daerah");
    const record = await records.locator("main tbody a[href^='/perangkat_daerah/']").first().getAttribute("href");
    await records.close();
    await evidence("Data perangkat daerah", () => dinas.fill("[name=alamat]", record));
    assert.equal(await dinas.getAttribute("main a:has-text('Data perangkat daerah')", "href"), record);
    const file = await dinas.context().request.get(await dinas.getAttribute("main a:has-text('Laporan kegiatan')", "href"));
    assert.equal(await file.text(), "Laporan kegiatan, data contoh.\n");
    assert.match(file.headers()["content-disposition"], /^attachment/);
    await send(dinas, "Ajukan untuk diperiksa");
    await shows(dinas, "main", "menunggu pemeriksaan koordinator");
    await sound(dinas, { as: "diajukan" });

    // The coordinator sends it back once, for a reason.
    const sekda = await enter(browser, way, "sekda");
    await sekda.goto("/kewajiban?status=diperiksa");
    await sound(sekda);
    await sekda.goto(duty);
    await shows(sekda, "main", `Bukti diajukan oleh ${name}`);
    await sound(sekda, { as: "pemeriksaan" });
    await sekda.click("summary:has-text('Kembalikan kepada penanggung')");
    await send(sekda, "Kembalikan kepada penanggung");
    await shows(sekda, ".govuk-error-summary", "Isi alasannya");
    await sekda.fill("[name=alasan_kembali]", "Laporan belum ditandatangani");
    await send(sekda, "Kembalikan kepada penanggung");
    await shows(sekda, "main", "Bukti dikembalikan kepada penanggung");

    // It is a task again, and the reason is read there.
    await dinas.goto("/tugas");
    await dinas.click(`main table a[href='${duty}']`);
    await shows(dinas, "main", "Laporan belum ditandatangani");
    await sound(dinas, { as: "dikembalikan" });
    await send(dinas, "Ajukan untuk diperiksa");
    await shows(dinas, "main", "menunggu pemeriksaan koordinator");

    await sekda.goto(duty);
    await send(sekda, "Terima: kewajiban terpenuhi");
    await shows(sekda, "main", "Bukti diterima");
    await sound(sekda, { as: "diterima" });

    // The figures follow, and the task is gone.
    const now = await figures(dinas);
    assert.deepEqual(now, { fulfilled: before.fulfilled + 1, late: before.late - 1, waiting: before.waiting });
    await dinas.goto("/tugas");
    assert.equal(await dinas.locator(`main table a[href='${duty}']`).count(), 0, "the task is gone");
    await dinas.goto("/pemberitahuan");
    await sound(dinas);

    // The leader's page and the settings, whose work tells how far it is.
    await sekda.goto("/kewajiban/ringkasan");
    await sound(sekda, { dark: true });
    await sekda.goto("/kewajiban/pemicu");
    await sound(sekda);
    const admin = await enter(browser, way, "admin");
    await admin.goto("/kewajiban/pengaturan");
    await sound(admin);
    await send(admin, "Hitung ulang sekarang");
    await admin.waitForURL("**/kewajiban/pengaturan/hitung");
    await sound(admin);
    await shows(admin, "main", "Selesai. Daftar kewajiban sudah mengikuti pengaturan.");
    for (const page of [dinas, sekda, admin]) await page.context().close();
  });
}
