// Whistleblowing in the browser: a report with a picture, its code, the dialogue, the case file; and one that names a handler.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { download, enter, launch, open, path, shows, sites, sound } from "./peramban.mjs";

const run = promisify(execFile);
let browser;
let folder;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "pendopo-wbs-"));
});
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** On a phone and wide, each with and without JavaScript; without it in the other regency. */
const WAYS = [
  { name: "360 px", site: sites[0], widths: [360], javaScriptEnabled: true },
  { name: "360 px tanpa JavaScript", site: sites[1], widths: [360], javaScriptEnabled: false },
  { name: "1280 px", site: sites[0], widths: [1280], javaScriptEnabled: true },
  { name: "1280 px tanpa JavaScript", site: sites[1], widths: [1280], javaScriptEnabled: false },
];

/** Passphrase of all keys of the demonstration, as the manual names it. */
const PASSPHRASE = "pendopo teduh di siang terik";
/** A code that opens nothing. */
const WRONG = "9999 8888 7777 6666 5555";

const send = (page, button) => page.locator("main").getByRole("button", { name: button, exact: true }).first().click();
const follow = (page, words) => page.locator("main a", { hasText: words }).first().click();
const nameOf = (way, login) => way.site.akun.find((each) => each.masuk === login).nama;

let serial = 0;
const unique = () => `Contoh${Date.now().toString(36)}${(serial += 1)}`;

/** A picture of one point with a place in its comment. */
const PHOTO = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 15]),
  Buffer.from("TEMPAT-FOTO!!"),
  Buffer.from([0xff, 0xdb, 0, 67, 0]),
  Buffer.alloc(64, 1),
  Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 42, 43, 0xff, 0xd9]),
]);

/** Demands that nothing is left in the browser by which somebody could tell who was here. */
async function leavesNothing(page) {
  assert.deepEqual(await page.context().cookies(), [], `a cookie is left at ${path(page)}`);
  if (page.way.javaScriptEnabled) {
    const stored = await page.evaluate(() => [localStorage.length, sessionStorage.length]);
    assert.deepEqual(stored, [0, 0], `something is stored at ${path(page)}`);
  }
}

/** Opens the form of a report and fills it in. */
async function fill(page, { subject, story, who = "", file }) {
  await page.goto("/wbs/lapor");
  await page.check("main input[name=jenis][value=korupsi]");
  await page.fill("main [name=judul]", subject);
  await page.fill("main [name=uraian]", story);
  await page.fill("main [name=pelaku]", who);
  if (file) await page.setInputFiles("main [name=berkas]", file);
}

/** Sends the report and answers its code. */
async function receipt(page) {
  await send(page, "Kirim laporan");
  await shows(page, ".govuk-panel", "Laporan diterima");
  const code = (await page.locator(".govuk-panel strong").textContent()).trim();
  assert.match(code, /^(\d{4} ){4}\d{4}$/);
  return code;
}

/** Types a code; answers how many bytes came back. */
async function track(page, code) {
  await page.goto("/wbs/lacak");
  await page.fill("main [name=kode]", code);
  const answer = page.waitForResponse((each) => each.request().method() === "POST" && each.url().endsWith("/wbs/lacak"));
  await send(page, "Buka laporan");
  const body = await (await answer).body();
  await page.waitForLoadState("load");
  return body.length;
}

/** A handler with an open key. */
async function handler(way, login) {
  const page = await enter(browser, way, login);
  await page.goto("/kunci-wbs");
  await sound(page, { as: "tertutup" });
  await page.fill("main [name=sandi]", PASSPHRASE);
  await send(page, "Buka kunci");
  await shows(page, "h1", "Meja WBS");
  return page;
}

/** Whether a handler's list holds a report about this. */
async function sees(page, subject) {
  await page.goto("/meja-wbs");
  return (await page.locator("main").textContent()).includes(subject);
}

for (const way of WAYS) {
  test(`a report is sent, talked about and put into its case file: ${way.name}`, async () => {
    const guest = await open(browser, way);
    const subject = `Kuitansi ganda ${unique()}`;

    // The way in, and what is safe.
    await guest.goto("/");
    await shows(guest, "main", "Laporkan pelanggaran pegawai");
    await follow(guest, "Buka Whistle Blowing System");
    await shows(guest, "h1", "Laporkan pelanggaran pegawai atau pejabat");
    await sound(guest);
    await follow(guest, "Apa yang aman dan apa yang tidak");
    await sound(guest);
    await guest.goto("/wbs/angka");
    await sound(guest);

    // What is missing is said, and what was typed stays.
    await guest.goto("/wbs/lapor");
    await sound(guest);
    await guest.fill("main [name=uraian]", "Kuitansi bahan bakar ditulis dua kali.");
    await send(guest, "Kirim laporan");
    await shows(guest, ".govuk-error-summary", "Pilih paling sedikit satu jenis");
    await sound(guest, { status: 422 });
    assert.equal(await guest.inputValue("main [name=uraian]"), "Kuitansi bahan bakar ditulis dua kali.");

    // A sound file is not sent by accident.
    const story = "Kuitansi bahan bakar ditulis dua kali untuk satu perjalanan.";
    const voice = { name: "suara.mp3", mimeType: "audio/mpeg", buffer: Buffer.concat([Buffer.from("ID3\x04\0\0\0\0\0\x0a"), Buffer.alloc(600)]) };
    await fill(guest, { subject, story, file: voice });
    await send(guest, "Kirim laporan");
    await shows(guest, ".govuk-error-summary", "tidak dapat dibersihkan");
    await sound(guest, { status: 422, as: "suara" });

    await fill(guest, { subject, story, file: { name: "Foto saya.jpg", mimeType: "image/jpeg", buffer: PHOTO } });
    const code = await receipt(guest);
    await sound(guest, { as: "resi" });
    assert.ok(!guest.url().includes("?"), "the code stands in no address");
    await leavesNothing(guest);

    // A handler reads, with the picture cleaned, and asks.
    const indah = await handler(way, "inspektorat");
    await sound(indah);
    await follow(indah, (await indah.locator("tr", { hasText: subject }).locator("a").first().textContent()).trim());
    await shows(indah, "h1", subject);
    await shows(indah, "main", "Salinan tanpa nama penulis");
    await sound(indah);
    const report = path(indah);
    const picture = await download(indah, "main a[href*='/berkas/']");
    assert.ok(!picture.bytes.includes("TEMPAT-FOTO"), "the copy tells no place");
    assert.ok(!picture.name.includes("Foto saya"), "nor the name of the file");
    await indah.fill("main [name=pesan]", "Pada bulan apa Anda melihatnya?");
    await send(indah, "Kirim pesan");
    await shows(indah, "main, [role=region]", "Pesan sudah dikirim");
    await send(indah, "Mulai menelaah");
    await shows(indah, "main", "Ditelaah");

    // The reporter comes back. A wrong code is answered at the same length.
    const wrong = await track(guest, WRONG);
    await shows(guest, ".govuk-error-summary", "Kode tidak cocok");
    await sound(guest, { status: 422 });
    const right = await track(guest, code.replaceAll(" ", way.widths[0] === 360 ? "" : "-"));
    await shows(guest, "main", "Pada bulan apa Anda melihatnya?");
    await shows(guest, "main", "Ditelaah");
    await sound(guest, { as: "ruang" });
    assert.equal(right, wrong, "right and wrong codes are answered at the same length");
    await guest.fill("main [name=pesan]", "Bulan Maret, setiap pekan.");
    await send(guest, "Kirim pesan");
    await shows(guest, "main", "Pesan Anda sudah dikirim");
    await shows(guest, "main", "Bulan Maret, setiap pekan.");
    await leavesNothing(guest);
    await send(guest, "Tutup ruang");
    await shows(guest, "h1", "Ruang laporan sudah ditutup");
    await sound(guest, { as: "ditutup" });
    // Going back shows nothing of the report.
    await guest.goBack({ timeout: 5_000 }).catch(() => {});
    const back = await guest.evaluate(() => document.body?.innerText ?? "").catch(() => "");
    assert.ok(!back.includes("Bulan Maret"), "going back does not open the room again");
    assert.deepEqual(await guest.context().cookies(), []);

    // The case file holds what was said.
    await indah.goto(report);
    await shows(indah, "main", "Bulan Maret, setiap pekan.");
    const file = await download(indah, "a:has-text('Unduh berkas perkara')");
    const place = join(process.env.PENDOPO_SHOTS ?? folder, `berkas perkara ${way.name}.pdf`);
    await writeFile(place, file.bytes);
    const { stdout } = await run("pdftotext", ["-layout", place, "-"]);
    const words = stdout.replace(/\u200b/g, "").replace(/\s+/g, " ");
    for (const there of [subject, "Bulan Maret, setiap pekan.", "Pada bulan apa Anda melihatnya?", "RAHASIA"]) {
      assert.ok(words.toUpperCase().includes(there.toUpperCase()), `the case file holds ${there}`);
    }
    await indah.goto("/meja-wbs/statistik");
    await sound(indah);
    await indah.goto("/meja-wbs/orang");
    await sound(indah);
    await indah.goto("/kunci-wbs");
    await sound(indah, { as: "terbuka" });
    for (const page of [guest, indah]) await page.context().close();
  });
}

for (const way of [WAYS[0], WAYS[3]]) {
  test(`a report that names a handler does not exist for that handler: ${way.name}`, async () => {
    const guest = await open(browser, way);
    const [marked, named, other] = [`Tentang yang ditandai ${unique()}`, `Tentang yang disebut ${unique()}`, `Tentang lain ${unique()}`];
    const story = "Uang perjalanan dibagi sebelum perjalanannya ada.";
    await fill(guest, { subject: marked, story });
    await guest.getByLabel(nameOf(way, "auditor"), { exact: true }).check();
    await receipt(guest);
    await fill(guest, { subject: named, story, who: `Diterima oleh ${nameOf(way, "auditor")}.` });
    await receipt(guest);
    await fill(guest, { subject: other, story });
    await receipt(guest);

    const indah = await handler(way, "inspektorat");
    const aulia = await handler(way, "auditor");
    for (const subject of [marked, named]) {
      assert.ok(await sees(indah, subject));
      assert.ok(!(await sees(aulia, subject)));
      await indah.goto("/meja-wbs");
      await follow(indah, (await indah.locator("tr", { hasText: subject }).locator("a").first().textContent()).trim());
      await shows(indah, "h1", subject);
      await shows(indah, "main", nameOf(way, "auditor"));
      await aulia.goto(path(indah));
      assert.equal(aulia.status, 404);
      const number = (await indah.locator("main").textContent()).match(/\d{4}-\d{4}/)[0];
      await aulia.goto("/meja-wbs/orang");
      assert.ok(!(await aulia.locator("main").textContent()).includes(number), "nor do the entries tell");
    }
    assert.ok((await sees(indah, other)) && (await sees(aulia, other)));
    for (const page of [guest, indah, aulia]) await page.context().close();
  });
}
