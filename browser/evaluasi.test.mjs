// A whole evaluation in the browser, from opening the period to the Berita Acara.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { download, enter, journeys, launch, path, shows, sound } from "./peramban.mjs";

const run = promisify(execFile);
let browser;
let folder;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "pendopo-evaluasi-"));
});
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

const send = (page, button) => page.locator("main").getByRole("button", { name: button, exact: true }).first().click();
const choose = (page, name, value) => page.check(`main input[name=${name}][value='${value}']`);

/** The words of a PDF, with white space folded. */
async function words(pdf) {
  assert.equal(pdf.bytes.subarray(0, 4).toString(), "%PDF", `${pdf.name} is a PDF`);
  const file = join(folder, "acara.pdf");
  await writeFile(file, pdf.bytes);
  const { stdout } = await run("pdftotext", ["-layout", file, "-"]);
  return stdout.replace(/\u200b/g, "").replace(/\s+/g, " ");
}

/** Each regency with an instrument of its own: scores with decimals, and levels that are whole. */
const PERIODS = [
  { year: "2026", instrument: "pemdi-8-2026", count: 20, index: "Indeks Pemdi", score: "3", raised: "3,5", written: "3,0" },
  { year: "2024", instrument: "permenpanrb-59-2020", count: 47, index: "Indeks SPBE", score: "3", raised: "4", written: "3,0" },
];

/** Does an act on the period: opens its page, gives the reason, presses its button. */
async function act(page, period, name, label, said, reason) {
  await page.goto(`${period}/langkah/${name}`);
  await sound(page);
  if (reason) await page.fill("[name=alasan]", reason);
  await send(page, label);
  await shows(page, "main", said);
}

for (const [place, way] of journeys.entries()) {
  const kind = PERIODS[place];
  test(`an evaluation goes from opening to its Berita Acara: ${way.name}`, async () => {
    const people = {};
    for (const login of ["kominfo", "operator", "bappeda", "dinas", "sekda", "asesor"]) people[login] = await enter(browser, way, login);
    const { kominfo, operator, bappeda, dinas, sekda, asesor } = people;
    const name = (login) => way.site.akun.find((each) => each.masuk === login).nama;

    // The period is opened; what is missing is said and what was chosen stays.
    await kominfo.goto("/evaluasi");
    await sound(kominfo, { dark: true });
    await kominfo.click("main a[href='/evaluasi/baru']");
    await sound(kominfo);
    const title = `Evaluasi peramban ${Date.now()}`;
    await kominfo.fill("[name=tahun]", kind.year);
    await choose(kominfo, "instrumen", kind.instrument);
    await kominfo.fill("[name=nama]", title);
    await choose(kominfo, "jalur", "dengan_eksternal");
    await choose(kominfo, "basis", "indeks_2_desimal");
    await kominfo.fill("[name=sasaran]", "3,2");
    await send(kominfo, "Buka periode");
    await shows(kominfo, ".govuk-error-summary", "Isi tanggal penilaian");
    await sound(kominfo, { status: 422 });
    assert.equal(await kominfo.inputValue("[name=nama]"), title);
    await kominfo.fill("[name=tanggal_penilaian]", `30-11-${kind.year}`);
    await send(kominfo, "Buka periode");
    await shows(kominfo, "main", "Periode dibuka");
    assert.match(path(kominfo), /\/tim$/);
    const period = path(kominfo).replace(/\/tim$/, "");

    // The team: those who usually assess are offered, others are searched for.
    await sound(kominfo, { as: "kosong" });
    for (const [login, role] of [["kominfo", "supervisor"], ["operator", "operator"], ["bappeda", "anggota"], ["asesor", "asesor_eksternal"]]) {
      await kominfo.locator("main").getByRole("radio", { name: name(login), exact: true }).check();
      await choose(kominfo, "peran", role);
      await send(kominfo, "Tunjuk");
      await shows(kominfo, "main table", name(login));
    }
    await kominfo.fill("[name='akun.cari']", name("hukum"));
    await kominfo.locator("main .acuan").getByRole("button", { name: /^Cari/ }).click();
    await kominfo.locator("main").getByRole("radio", { name: name("hukum"), exact: true }).check();
    await choose(kominfo, "peran", "anggota");
    await send(kominfo, "Tunjuk");
    await shows(kominfo, "main table", name("hukum"));
    await sound(kominfo, { as: "lengkap" });

    // Somebody outside the team answers two indicators.
    await kominfo.goto(`${period}/penugasan`);
    await sound(kominfo);
    await kominfo.fill("main [name=q]", name("dinas"));
    await send(kominfo, "Cari");
    await kominfo.locator("main a", { hasText: name("dinas") }).first().click();
    const codes = await kominfo.locator("main input[name=indikator]").evaluateAll((boxes) => boxes.map((box) => box.value));
    assert.equal(codes.length, kind.count);
    await choose(kominfo, "indikator", codes[1]);
    await choose(kominfo, "indikator", codes[2]);
    await sound(kominfo, { as: "orang" });
    await send(kominfo, "Simpan penugasan");
    await act(kominfo, period, "mulai-penilaian", "Mulai penilaian mandiri", "Penilaian mandiri dimulai");
    const indicator = (code) => `${period}/indikator/${code}`;

    // The respondent finds it among the tasks, gives evidence and an answer.
    await dinas.goto("/tugas");
    await dinas.locator(`main a[href='${indicator(codes[1])}']`).click();
    await sound(dinas, { as: "isi", dark: true });
    await dinas.locator("#bukti summary", { hasText: "Tambah bukti" }).click();
    await dinas.fill("#bukti [name=judul]", "Keputusan tentang layanan");
    await dinas.fill("#bukti [name=alamat]", "bukan alamat");
    await send(dinas, "Tambahkan bukti");
    await shows(dinas, ".govuk-error-summary", "");
    await sound(dinas, { status: 422, as: "bukti" });
    await dinas.fill("#bukti [name=alamat]", "https://arsip.contohkab.example/keputusan");
    await dinas.fill("#bukti [name=tanggal]", `01-10-${kind.year}`);
    await send(dinas, "Tambahkan bukti");
    await shows(dinas, "#bukti table", "Keputusan tentang layanan");
    for (const level of ["1", "2"]) await dinas.check(`[name=penuhi-${level}]`);
    const details = dinas.locator("fieldset", { has: dinas.locator("[name=penuhi-2]") }).locator("summary");
    await details.click();
    await dinas.fill("[name=fakta-2]", "Sudah ditetapkan.");
    await dinas.fill("[name=analisis-2]", "Berlaku bagi semua perangkat daerah.");
    if (kind.instrument === "pemdi-8-2026") await dinas.fill("[name=nilai]", "2");
    else await choose(dinas, "nilai", "2");
    await dinas.fill("[name=penjelasan]", "Capaian tahun ini.");
    await send(dinas, "Simpan jawaban");
    await shows(dinas, "main", `Jawaban indikator ${codes[1]} disimpan`);
    await dinas.goto("/tugas");
    assert.equal(await dinas.locator(`main a[href='${indicator(codes[1])}']`).count(), 0, "that task is done");

    // The rest comes from a file, looked at before it counts.
    await operator.goto(period);
    await sound(operator, { as: "pengisian", dark: true });
    await operator.click(`main a[href='${period}/impor']`);
    await sound(operator);
    const rows = codes.filter((code) => code !== codes[1]).map((code) => `Kabupaten Contoh;${code};${kind.score}`);
    await operator.setInputFiles("[name=berkas]", { name: "nilai.csv", mimeType: "text/csv", buffer: Buffer.from(`instansi;indikator;nilai\n${rows.join("\n")}\n`) });
    await send(operator, "Periksa berkas");
    await shows(operator, "h1", "Periksa hasil impor");
    await sound(operator, { as: "pratinjau" });
    await send(operator, "Terapkan");
    await shows(operator, "main", `${kind.count}/${kind.count}`);
    await sound(operator, { as: "terisi" });

    // A member leaves a note; the views of the period are there.
    await bappeda.goto(indicator(codes[4]));
    await bappeda.fill("#catatan [name=isi]", "Mohon dilengkapi buktinya.");
    await send(bappeda, "Kirim catatan");
    await shows(bappeda, "#catatan", "Mohon dilengkapi buktinya.");
    for (const view of ["peluang", "fakta", "rekomendasi", "berita-acara", "pengaturan"]) {
      await bappeda.goto(`${period}/${view}`);
      await sound(bappeda, { as: "berjalan", dark: view === "peluang" });
    }
    await act(operator, period, "ajukan-validasi", "Ajukan validasi", "Jawaban diajukan untuk divalidasi");

    // The supervisor sends one answer back, and the period with it; it comes again, and all are accepted.
    await kominfo.goto(indicator(codes[6]));
    await sound(kominfo, { as: "validasi" });
    await choose(kominfo, "putusan", "kembalikan");
    await send(kominfo, "Simpan putusan");
    await shows(kominfo, ".govuk-error-summary", "Tuliskan apa yang perlu diperbaiki");
    await kominfo.fill("[name=catatan_validasi]", "Lampirkan notulennya");
    await send(kominfo, "Simpan putusan");
    await shows(kominfo, "main", "dikembalikan");
    await act(kominfo, period, "kembalikan", "Kembalikan untuk diperbaiki", "Penilaian dikembalikan kepada tim", "Satu indikator belum lengkap");
    await operator.goto(indicator(codes[6]));
    await shows(operator, "main", "Lampirkan notulennya");
    await operator.locator("#bukti summary", { hasText: "Tambah bukti" }).click();
    await operator.setInputFiles("#bukti [name=berkas]", { name: "notulen.txt", mimeType: "text/plain", buffer: Buffer.from("Notulen rapat, data contoh.\n") });
    await send(operator, "Tambahkan bukti");
    await shows(operator, "#bukti table", "notulen.txt");
    await operator.check("[name=penuhi-1]");
    if (kind.instrument === "pemdi-8-2026") await operator.fill("[name=nilai]", "1");
    else await choose(operator, "nilai", "1");
    await send(operator, "Simpan jawaban");
    await shows(operator, "main", `Jawaban indikator ${codes[6]} disimpan`);
    await act(operator, period, "ajukan-validasi", "Ajukan validasi", "Jawaban diajukan untuk divalidasi");
    await kominfo.goto(indicator(codes[0]));
    for (const code of codes) {
      assert.equal(path(kominfo), indicator(code));
      await choose(kominfo, "putusan", "terima");
      await send(kominfo, "Simpan dan lanjut");
      await shows(kominfo, "main", `Jawaban indikator ${code} diterima`);
    }
    await sekda.goto("/tugas");
    await shows(sekda, "main table a", `${title}: Setujui hasil`);
    await act(sekda, period, "setujui-hasil", "Setujui hasil", "Hasil disetujui");
    await act(kominfo, period, "kirim", "Kirim kepada asesor", "Hasil dikirim kepada asesor");

    // The assessor gives scores with reasons, and recommends.
    await act(asesor, period, "mulai-eksternal", "Mulai penilaian eksternal", "Penilaian eksternal dimulai");
    await asesor.goto(indicator(codes[0]));
    await sound(asesor, { as: "eksternal" });
    for (const [number, code] of codes.entries()) {
      assert.equal(path(asesor), indicator(code));
      const score = number === 0 ? kind.raised : kind.score;
      if (kind.instrument === "pemdi-8-2026") await asesor.fill("[name=nilai_eksternal]", score);
      else await choose(asesor, "nilai_eksternal", score);
      await asesor.fill("[name=alasan_eksternal]", "Bukti memadai.");
      if (number === 0) await asesor.fill("[name=rekomendasi]", "Tetapkan jadwal reviu tahunan.");
      await send(asesor, "Simpan dan lanjut");
      await shows(asesor, "main", `Nilai eksternal indikator ${code} disimpan`);
    }

    // The coordinator writes what the Berita Acara needs and freezes.
    await sekda.goto(`${period}/langkah/bekukan`);
    await shows(sekda, "main", "Belum dapat dilakukan");
    await sound(sekda, { as: "kurang" });
    await sekda.goto(`${period}/berita-acara`);
    await sound(sekda, { as: "isi" });
    await sekda.fill("[name=nomor]", "000.8/17/CONTOH/2026");
    await sekda.fill("[name=tempat]", "Ruang Rapat Contoh");
    await sekda.fill("[name=kekuatan]", "Layanan berjalan.\nData terbuka.");
    await sekda.fill("[name=kelemahan]", "Audit belum rutin.");
    await send(sekda, "Simpan isi Berita Acara");
    const draft = await download(sekda, "main a[href$='/berita-acara.pdf']");
    assert.match(await words(draft), /KONSEP/i, "a draft says so");
    await act(sekda, period, "bekukan", "Bekukan hasil", "Hasil dibekukan dan Berita Acara disimpan");

    // Final: the index, charts with tables beside them, the Berita Acara.
    await dinas.goto(period);
    await shows(dinas, "main", "Final");
    const tile = dinas.locator("li.ubin__satu", { hasText: `${kind.index} (eksternal)` });
    const index = (await tile.locator(".ubin__nilai").textContent()).trim();
    assert.ok(index.startsWith(kind.written), `the index is ${index}`);
    const charts = dinas.locator("figure.bagan");
    assert.ok((await charts.count()) >= 1, "there are charts");
    for (const chart of await charts.all()) {
      assert.ok(await chart.locator("svg[role=img]").isVisible(), "a chart is drawn");
      const table = chart.locator("summary", { hasText: "Lihat sebagai tabel" });
      if (!(await chart.locator("table").isVisible())) await table.click();
      assert.ok(await chart.locator("table").isVisible(), "beside its table");
      assert.ok((await chart.locator("tbody tr").count()) > 1, "its figures are a table too");
    }
    await sound(dinas, { as: "final", dark: true });
    await dinas.goto(`${period}/berita-acara`);
    await sound(dinas, { as: "final" });
    const acara = await download(dinas, "main a[href$='/berita-acara.pdf']");
    const read = await words(acara);
    for (const word of [index, "000.8/17/CONTOH/2026", "Ruang Rapat Contoh", name("kominfo"), name("operator"), name("sekda"), "Tetapkan jadwal reviu tahunan", "Audit belum rutin"]) {
      assert.ok(read.includes(word), `the Berita Acara says ${word}: ${read.slice(0, 400)}`);
    }
    assert.doesNotMatch(read, /KONSEP/);

    // What follows is written down; nothing else moves any more.
    await operator.goto(`${period}/rekomendasi`);
    await operator.locator("main tbody a", { hasText: "Tetapkan jadwal reviu tahunan" }).click();
    await sound(operator);
    await choose(operator, "keadaan", "berjalan");
    await operator.fill("[name=uraian]", "Jadwal disusun.");
    await send(operator, "Simpan");
    await shows(operator, "main", "Tindak lanjut dicatat");
    await operator.goto(indicator(codes[0]));
    assert.equal(await operator.locator("main form").count(), 0, "nothing can be changed any more");
    await sound(operator, { as: "final" });
    await dinas.goto("/evaluasi/banding");
    await shows(dinas, "main", index);
    await sound(dinas, { dark: true });
    for (const page of Object.values(people)) await page.context().close();
  });
}
