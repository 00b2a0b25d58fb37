// A letter in the browser: an incoming one scanned, disposed twice, answered, initialled twice, signed, numbered, delivered,
// verified by its QR and found in the archive; and one that is secret.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import jsQR from "jsqr";
import { download, enter, launch, open, path, shows, sites, sound } from "./peramban.mjs";

const run = promisify(execFile);
let browser;
let folder;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "pendopo-naskah-"));
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

/** Passphrase of the certificates of the demonstration, as the manual names it. */
const PASSPHRASE = "peragaan tanda tangan";

const send = (page, button) => page.locator("main").getByRole("button", { name: button, exact: true }).first().click();
const choose = (page, name, value) => page.check(`main input[name=${name}][value='${value}']`);
const follow = (page, words) => page.locator("main a", { hasText: words }).first().click();
const nameOf = (way, login) => way.site.akun.find((each) => each.masuk === login).nama;

/** A word that no other run of the tests writes. */
let serial = 0;
const unique = () => `Contoh${Date.now().toString(36)}${(serial += 1)}`;

/** Signs in several people. */
async function people(way, ...logins) {
  const all = {};
  for (const login of logins) all[login] = await enter(browser, way, login);
  return all;
}

/** A letter of one page as a scanner hands it over, its words in it. */
async function scan(words) {
  const page = await browser.newPage();
  await page.setContent(`<h1>Surat</h1><p>${words}</p>`);
  const bytes = await page.pdf({ format: "A4" });
  await page.close();
  return { name: "pindaian.pdf", mimeType: "application/pdf", buffer: bytes };
}

/** Chooses in a list, which becomes a field that filters where there is JavaScript. */
async function pick(page, name, label) {
  const list = page.locator(`main select[name='${name}']`);
  if (await list.isVisible()) return list.selectOption({ label });
  const field = page.locator(`[id='${name.replaceAll(".", "-")}']`);
  await field.fill(label);
  await page.getByRole("option", { name: label, exact: true }).click();
  assert.equal(await list.evaluate((one) => one.selectedOptions[0].textContent.trim()), label);
}

/** Fills in the form of the front desk and sends it. */
async function register(page, { subject, sender, number, file, secrecy = "biasa", reader = "" }) {
  await page.goto("/surat_masuk/baru");
  await page.setInputFiles("main [name=berkas]", file);
  await page.fill("main [name=pengirim]", sender);
  await page.fill("main [name=nomor]", number);
  await page.fill("main [name=perihal]", subject);
  await choose(page, "keamanan", secrecy);
  await page.fill("main [name=untuk]", reader);
  await send(page, "Catat surat");
}

/** Looks again until the page at the address shows it: what runs in the background takes a moment. */
async function eventually(page, address, found, what) {
  const until = Date.now() + 30_000;
  for (;;) {
    await page.goto(address);
    if (await found(page)) return;
    assert.ok(Date.now() < until, `${address} never shows ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const has = (text) => async (page) => (await page.locator("main").textContent()).includes(text);

/** What the QR on the first page of a PDF says. A reader takes many pictures of a code until one of them can be read;
 * this one gets some. */
async function qr(pdf) {
  const file = join(folder, `${unique()}.pdf`);
  await writeFile(file, pdf);
  for (const resolution of [300, 200, 250, 350, 400, 150]) {
    await run("pdftoppm", ["-r", `${resolution}`, "-f", "1", "-l", "1", "-singlefile", file, file]);
    const picture = await readFile(`${file}.ppm`);
    const [head, width, height] = picture.subarray(0, 40).toString("latin1").match(/^P6\s+(\d+)\s+(\d+)\s+255\s/);
    const points = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let n = 0; n < width * height; n += 1) {
      for (let part = 0; part < 3; part += 1) points[n * 4 + part] = picture[head.length + n * 3 + part];
    }
    const found = jsQR(points, Number(width), Number(height));
    if (found) return found.data;
  }
  return assert.fail("the page has no QR that can be read");
}

/** Gives a file to the public page of verification. */
async function verify(page, name, buffer) {
  await page.goto("/verifikasi");
  await page.setInputFiles("main [name=berkas]", { name, mimeType: "application/pdf", buffer });
  await send(page, "Periksa berkas");
}

for (const way of WAYS) {
  test(`a letter comes, is disposed, answered, signed, delivered, verified and archived: ${way.name}`, async () => {
    const { operator, bupati, kominfo, sekda, dinas } = await people(way, "operator", "bupati", "kominfo", "sekda", "dinas");
    const subject = `Permintaan data ${unique()}`;
    const file = await scan(`${subject} dari instansi di luar daerah`);
    const number = `B/${unique()}/2026`;
    const sender = "Kementerian Contoh";

    // The front desk registers it; what is missing is said, and what was typed stays.
    await operator.goto("/surat_masuk");
    await sound(operator);
    await follow(operator, "Catat surat masuk");
    await sound(operator);
    await operator.fill("main [name=pengirim]", sender);
    await send(operator, "Catat surat");
    await shows(operator, ".govuk-error-summary", "erihal");
    await sound(operator, { status: 422 });
    assert.equal(await operator.inputValue("main [name=pengirim]"), sender);
    await register(operator, { subject, sender, number, file, reader: "bupati" });
    await shows(operator, "main, [role=region]", "Surat dicatat dengan nomor agenda");
    await shows(operator, "h1", subject);
    await sound(operator, { as: "masuk tercatat" });
    const incoming = path(operator);

    // The same scan once more is noticed.
    await register(operator, { subject, sender, number, file });
    await shows(operator, "main", "tampaknya sudah dicatat");
    await sound(operator, { status: 422, as: "ganda" });

    // The head of the regency works through the letters of the day and hands it to the agency.
    await bupati.goto("/tugas");
    await sound(bupati);
    await bupati.locator("main a", { hasText: /^Putuskan \d+ surat masuk/ }).first().click();
    while ((await bupati.textContent("h1")).trim() !== subject) await follow(bupati, "Lewati dulu");
    await sound(bupati);
    const scanned = await download(bupati, "main a[href*='/lampiran/']");
    assert.ok(scanned.bytes.equals(file.buffer), "the scan is untouched");
    const other = bupati.locator("main details", { hasText: "Disposisi lain" });
    if (!(await bupati.locator("main [name=orang_lain]").isVisible())) await other.locator("summary").first().click();
    await send(bupati, "Disposisikan");
    await shows(bupati, ".govuk-error-summary", "Pilih paling sedikit satu penerima");
    await sound(bupati, { status: 422 });
    await bupati.locator("main").getByRole("checkbox", { name: /Dinas Komunikasi/ }).first().check();
    await bupati.locator("main").getByRole("checkbox", { name: "Pelajari dan siapkan konsep balasan" }).check();
    await bupati.fill("main [name=hari]:visible", "3");
    await send(bupati, "Disposisikan");
    await bupati.goto(incoming);
    await shows(bupati, "#disposisi ~ ul, section", "Pelajari dan siapkan konsep balasan");
    await sound(bupati, { as: "masuk didisposisi" });

    // The head of the agency hands it on.
    await kominfo.goto("/surat_masuk?tampil=disposisi");
    await sound(kominfo, { as: "disposisi" });
    await follow(kominfo, subject);
    await follow(kominfo, "Teruskan kepada orang lain");
    await sound(kominfo);
    await kominfo.locator("main").getByRole("checkbox", { name: nameOf(way, "operator") }).check();
    await kominfo.fill("main [name=catatan]", "Mohon konsep balasannya.");
    await send(kominfo, "Disposisikan");
    await shows(kominfo, "main", "Mohon konsep balasannya.");

    // It is a task of the one below, who reports and begins the answer.
    await operator.goto("/tugas");
    await follow(operator, subject);
    await shows(operator, "main", "Mohon konsep balasannya.");
    await sound(operator, { as: "masuk disposisi" });
    const report = operator.locator("main details", { hasText: "Apa yang sudah dilakukan" }).last();
    await report.locator("summary").click();
    await report.locator("[name=isi]").fill("Balasan sedang ditulis.");
    await report.getByRole("button", { name: "Simpan laporan" }).click();
    await shows(operator, "main", "Balasan sedang ditulis.");
    await follow(operator, "Buat balasan");
    await sound(operator);
    await send(operator, "Mulai menulis");
    await shows(operator, ".govuk-error-summary", "Pilih jenis naskah");
    await choose(operator, "jenis", "surat_dinas");
    await send(operator, "Mulai menulis");
    await shows(operator, "h1", `Balasan: ${subject}`);
    await sound(operator);
    const letter = path(operator).replace(/\/tulis$/, "");

    // The draft: a code that is searched for, an agency, two parafs, the signer.
    const answer = `Jawaban ${unique()}`;
    await operator.fill("main [name=perihal]", answer);
    await operator.fill("main [name='klasifikasi.cari']", "000.1.5");
    await operator.locator("main .acuan").getByRole("button", { name: /^Cari/ }).click();
    await operator.locator("main input[type=radio][name=klasifikasi][value='000.1.5']").check();
    assert.equal(await operator.inputValue("main [name=perihal]"), answer, "what was typed stays");
    await pick(operator, "tujuan.0.unit", "Badan Pendapatan Daerah");
    for (const place of [0, 1]) {
      await operator.click("main button[name=_tambah][value=paraf]");
      await operator.fill(`main [name='paraf.${place}.orang']`, ["kominfo", nameOf(way, "sekda")][place]);
    }
    await operator.fill("main [name=penandatangan]", "orang yang tidak ada");
    const parts = operator.locator("main textarea[name^='bagian.']");
    for (const part of await parts.all()) await part.fill("Bersama ini kami sampaikan data yang diminta.");
    await send(operator, "Simpan");
    await shows(operator, ".govuk-error-summary", "tidak dikenal");
    await sound(operator, { status: 422, as: "tulis" });
    await operator.fill("main [name=penandatangan]", "bupati");
    await send(operator, "Simpan");
    await shows(operator, "h1", answer);
    await sound(operator, { as: "konsep" });
    const preview = await download(operator, "main a[href$='/pratinjau']");
    assert.equal(preview.bytes.subarray(0, 4).toString(), "%PDF");
    await operator.goto(letter);
    await shows(operator, `main a[href='${incoming}']`, subject);
    await send(operator, "Ajukan untuk disetujui");
    await shows(operator, "main", "Naskah diajukan");
    await sound(operator, { as: "diajukan" });

    // Two parafs in their order, each a task; nobody comes before it is their turn.
    await sekda.goto(letter);
    assert.equal(await sekda.getByRole("button", { name: "Bubuhkan paraf" }).count(), 0, "it is not this person's turn");
    for (const each of [kominfo, sekda]) {
      await each.goto("/tugas");
      await follow(each, answer);
      await shows(each, "main", "Naskah ini menunggu paraf Anda");
      await sound(each, { as: "paraf" });
      await send(each, "Bubuhkan paraf");
      await shows(each, "main li", "araf");
    }
    await bupati.goto("/tugas");
    await follow(bupati, answer);
    await shows(bupati, "main", "Naskah ini menunggu persetujuan Anda");
    await sound(bupati, { as: "persetujuan" });
    await send(bupati, "Setujui dan beri nomor");

    // Its document is made, and the signature asked for. A wrong passphrase signs nothing.
    await eventually(bupati, letter, has("Menunggu tanda tangan elektronik"), "that a signature is awaited");
    await sound(bupati, { as: "menunggu" });
    const given = (await bupati.locator("main dt", { hasText: /^\s*Nomor\s*$/ }).first().locator("xpath=following-sibling::dd[1]").textContent()).trim();
    assert.match(given, /^000\.1\.5\/\d+\/.+\/20\d\d$/, "the letter has a number");
    await bupati.goto("/tanda_tangan");
    await sound(bupati);
    await bupati.goto(letter);
    await follow(bupati, "Buka permintaan tanda tangan");
    await sound(bupati, { as: "permintaan" });
    const request = path(bupati);
    await bupati.fill("main [name=sandi]", "bukan kata sandinya");
    await send(bupati, "Tanda tangani");
    await shows(bupati, "main", "Kata sandi salah");
    await sound(bupati, { as: "salah" });
    await bupati.fill("main [name=sandi]", PASSPHRASE);
    await send(bupati, "Lanjutkan");
    await shows(bupati, "main", "1 dari 1 naskah ditandatangani");
    await shows(bupati, "main tr", "Ditandatangani");
    await sound(bupati, { as: "selesai" });
    await eventually(bupati, request, async (page) => (await page.locator(`main a[href='${request}/hasil']`).count()) > 0, "the signed letter");
    await shows(bupati, "main", "Sah");
    await sound(bupati, { as: "ditandatangani" });

    // The other agency has it at once, and enters it in its book.
    await eventually(dinas, "/surat_masuk/belum_dicatat", has(answer), "the letter of the other agency");
    await sound(dinas);
    await dinas.locator("main tr", { hasText: answer }).getByRole("button", { name: /^Catat/ }).click();
    await shows(dinas, "main", given);
    await dinas.goto(letter);
    await shows(dinas, "h1", answer);
    await sound(dinas, { as: "diterima" });
    assert.equal((await dinas.context().request.get(`${letter}/versi`)).status(), 403, "who receives it does not read its drafts");
    const signed = await download(dinas, `main a[href='${letter}/dokumen']`);
    await operator.goto(letter);
    await shows(operator, "main li", `dibaca ${nameOf(way, "dinas")}`);
    await sound(operator, { as: "terbit" });

    // Anybody verifies it: by the code on it, by its number, by the file; one changed byte is found.
    const anybody = await open(browser, way);
    const code = await qr(signed.bytes);
    assert.match(code, /\/verifikasi\/[0-9a-f]{32,}$/);
    await anybody.goto(new URL(code).pathname);
    await shows(anybody, "h1", answer);
    await shows(anybody, "main", given);
    await shows(anybody, "main .govuk-tag, main strong", "Sah");
    await shows(anybody, "main", nameOf(way, "bupati"));
    await sound(anybody, { as: "kode" });
    await anybody.goto("/verifikasi");
    await sound(anybody);
    await anybody.fill("main [name=nomor]", given);
    await send(anybody, "Cari nomor");
    await shows(anybody, "main", answer);
    await sound(anybody, { as: "nomor" });
    await verify(anybody, "surat.pdf", signed.bytes);
    await shows(anybody, "main", "sama persis dengan naskah yang tersimpan");
    await shows(anybody, "main", nameOf(way, "bupati"));
    await sound(anybody, { as: "berkas" });
    const changed = Buffer.from(signed.bytes);
    changed[Math.floor(changed.length / 4)] ^= 1;
    await verify(anybody, "diubah.pdf", changed);
    await shows(anybody, "main", "Bermasalah");
    assert.ok(!(await has("sama persis")(anybody)), "a changed file is not the stored one");
    await anybody.goto(`/verifikasi/${"0".repeat(32)}`);
    await sound(anybody, { status: 404 });

    // Both letters lie in the archive of the agency, and in its books.
    await operator.goto("/arsip");
    await sound(operator);
    for (const each of [subject, answer]) {
      await operator.goto(`/arsip?cari=${encodeURIComponent(each)}`);
      await operator.locator("main table a", { hasText: each }).click();
      await shows(operator, "h1", each);
      await sound(operator, { as: each === subject ? "masuk" : "keluar" });
    }
    await eventually(operator, `/cari?q=${answer.split(" ")[1]}`, has(answer), "the letter among what is found");
    await sound(operator, { as: "temuan" });
    for (const [book, what] of [["", subject], ["?buku=keluar", answer], ["?buku=disposisi", subject]]) {
      await operator.goto(`/agenda_surat${book}`);
      await shows(operator, "main", what);
      await sound(operator, { as: book });
    }
    for (const page of [operator, bupati, kominfo, sekda, dinas, anybody]) await page.context().close();
  });
}

// What is secret does not depend on the width, so each width is looked at once.
for (const way of [WAYS[0], WAYS[3]]) {
  test(`a secret letter is there only for those whom it names: ${way.name}`, async () => {
    // `admin` holds a position in the same agency, and may configure everything.
    const { operator, kominfo, ...others } = await people(way, "operator", "kominfo", "dinas", "sekda", "admin");
    const [word, plain] = [unique(), unique()];
    const secret = { subject: `Rencana ${word}`, sender: "Instansi Contoh", number: `R/${word}`, file: await scan(word), secrecy: "rahasia" };
    await register(operator, secret);
    await shows(operator, ".govuk-error-summary", "hanya untuk orang yang disebut namanya");
    await sound(operator, { status: 422, as: "rahasia" });
    await register(operator, { ...secret, reader: nameOf(way, "kominfo") });
    await shows(operator, "h1", secret.subject);
    const address = path(operator);
    await sound(operator, { as: "rahasia" });
    const attachment = await operator.locator("main a[href*='/lampiran/']").first().getAttribute("href");

    // A letter for all of the agency, so that what is not found below was looked for when all else was found.
    await register(operator, { ...secret, subject: `Biasa ${plain}`, number: `B/${plain}`, file: await scan(plain), secrecy: "biasa", reader: "" });
    await eventually(operator, `/cari?q=${plain}`, has(`Biasa ${plain}`), "the open letter");

    await kominfo.goto("/surat_masuk");
    await kominfo.click(`main a[href='${address}']`);
    await shows(kominfo, "h1", secret.subject);
    await sound(kominfo, { as: "rahasia" });

    // A draft that is secret is not there for the head of the same agency either.
    await operator.goto("/naskah/baru");
    await choose(operator, "jenis", "nota_dinas");
    await send(operator, "Mulai menulis");
    await operator.fill("main [name=perihal]", `Konsep ${word}`);
    await operator.selectOption("main [name=keamanan]", "rahasia");
    await operator.fill("main [name=penandatangan]", "sekda");
    await send(operator, "Simpan");
    await shows(operator, "h1", `Konsep ${word}`);
    const draft = path(operator);

    const nowhere = async (page, who, addresses) => {
      for (const list of ["/surat_masuk", "/surat_masuk?tampil=perlu", "/naskah", "/naskah?kotak=keluar", "/naskah?kotak=konsep", "/arsip", "/agenda_surat", `/arsip?cari=${word}`, `/cari?q=${word}`, "/tugas", "/pemberitahuan"]) {
        const answer = await page.context().request.get(list);
        // The administrator has no book of letters.
        assert.ok(answer.ok() || (who === "admin" && answer.status() === 403), `${list} answers ${who} with ${answer.status()}`);
        const text = await answer.text();
        for (const each of [`Rencana ${word}`, `Konsep ${word}`, `R/${word}`]) assert.ok(!text.includes(each), `${who} sees ${each} in ${list}`);
      }
      for (const each of addresses) assert.equal((await page.context().request.get(each)).status(), 404, `${each} for ${who}`);
    };
    for (const [login, page] of Object.entries(others)) {
      await nowhere(page, login, [address, attachment, draft, `${draft}/tulis`, `${draft}/pratinjau`]);
    }
    assert.equal((await others.sekda.context().request.get(`${address}/disposisi`)).status(), 404, "nothing to hand on");
    await others.dinas.goto(address);
    await sound(others.dinas, { status: 404 });
    assert.equal((await kominfo.context().request.get(draft)).status(), 404, "the head is not named in the draft");
    for (const page of [operator, kominfo, ...Object.values(others)]) await page.context().close();
  });
}
