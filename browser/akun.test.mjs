// The second factor and the signed-in browsers of one's own account.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { enter, journeys, launch, open, path, shows, signIn, sound } from "./peramban.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const STEP = 30_000;

/** The code that an authenticator shows (RFC 6238), `steps` of half a minute from now. */
function code(secret, steps = 0) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP) + steps));
  const hash = createHmac("sha1", key).update(counter).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** A code that is not one of those that hold around now. */
function wrongCode(secret) {
  const good = [-2, -1, 0, 1, 2].map((steps) => code(secret, steps));
  return ["000000", "111111", "222222", "333333", "444444", "555555"].find((each) => !good.includes(each));
}

async function leave(page) {
  await page.click("header details.kepala__akun > summary");
  await page.click("form[action='/keluar'] button.govuk-button");
  await page.waitForURL("**/masuk");
}

const send = (page, button) => page.locator("main").getByRole("button", { name: button, exact: true }).click();

for (const way of journeys) {
  test(`a second factor is turned on, used, and turned off: ${way.name}`, async () => {
    const page = await enter(browser, way, "kepegawaian");
    await page.goto("/akun");
    await sound(page);
    await page.click("main a[href='/akun/kode-kedua']");
    await sound(page);
    await page.fill("[name=sandi]", "bukan sandi saya");
    await send(page, "Mulai memasang");
    await shows(page, ".govuk-error-summary", "Kata sandi tidak cocok");
    await page.fill("[name=sandi]", way.site.sandi);
    await send(page, "Mulai memasang");
    await page.waitForURL("**/akun/kode-kedua/pasang");
    assert.ok(await page.getByRole("img", { name: /Kode QR/ }).isVisible(), "the picture to scan is shown");
    await page.click("summary:has-text('Tidak dapat memindai?')");
    await sound(page, { dark: true });
    const secret = (await page.textContent("code.rahasia")).replaceAll(" ", "");
    assert.match(secret, /^[A-Z2-7]{32}$/);
    await page.fill("[name=kode]", wrongCode(secret));
    await send(page, "Aktifkan");
    await shows(page, ".govuk-error-summary", "Kode tidak cocok");
    // A code counts once, so the one before is taken here and the one of now is left for signing in. When half a minute
    // ends between here and the server, it is too old, and the next one before is taken.
    for (let tries = 0; tries < 2 && (await page.locator("ol.kode-pemulihan").count()) === 0; tries++) {
      await page.fill("[name=kode]", code(secret, -1));
      await send(page, "Aktifkan");
    }
    await shows(page, "h1", "Kode kedua sudah aktif");
    await sound(page, { as: "kode" });
    const recovery = await page.locator("ol.kode-pemulihan code").allTextContents();
    assert.equal(recovery.length, 10);
    assert.equal(new Set(recovery).size, 10);
    await page.click("main a[href='/akun/kode-kedua']:has-text('Saya sudah menyimpannya')");
    await shows(page, "main", "10 dari 10 belum dipakai");
    await sound(page, { as: "aktif" });
    await leave(page);

    // A wrong code, then the right one; the same one does not count again.
    await signIn(page, "kepegawaian");
    assert.equal(path(page), "/masuk/kode");
    await sound(page);
    await page.fill("[name=kode]", wrongCode(secret));
    await send(page, "Lanjut");
    await shows(page, ".govuk-error-summary", "Kode tidak cocok");
    await sound(page, { status: 422 });
    await page.goto("/akun");
    assert.equal(path(page), "/masuk", "half a sign-in opens nothing");
    await signIn(page, "kepegawaian");
    const used = code(secret);
    await page.fill("[name=kode]", used);
    await send(page, "Lanjut");
    await shows(page, "h1", "Tugas saya");
    await leave(page);
    await signIn(page, "kepegawaian");
    await page.fill("[name=kode]", used);
    await send(page, "Lanjut");
    await shows(page, ".govuk-error-summary", "sudah dipakai");

    // A recovery code counts once, however it is typed.
    await page.fill("[name=kode]", recovery[0].toUpperCase().replaceAll("-", " "));
    await send(page, "Lanjut");
    await shows(page, "main", "Masih ada 9 kode");
    await leave(page);
    await signIn(page, "kepegawaian");
    await page.fill("[name=kode]", recovery[0]);
    await send(page, "Lanjut");
    await shows(page, ".govuk-error-summary", "Kode tidak cocok atau sudah dipakai");
    await page.fill("[name=kode]", recovery[1]);
    await send(page, "Lanjut");
    await shows(page, "main", "Masih ada 8 kode");

    // New recovery codes replace the old ones; then all of it goes.
    await page.goto("/akun/kode-kedua/pemulihan");
    await sound(page);
    await page.fill("[name=sandi]", way.site.sandi);
    await send(page, "Buat kode baru");
    await shows(page, "h1", "Kode pemulihan baru");
    assert.ok(!(await page.locator("ol.kode-pemulihan code").allTextContents()).includes(recovery[2]));
    await page.goto("/akun/kode-kedua/penonaktifan");
    await sound(page);
    await page.fill("[name=sandi]", way.site.sandi);
    await send(page, "Matikan kode kedua");
    await shows(page, "main", "Kode kedua sudah dimatikan");
    await leave(page);
    await signIn(page, "kepegawaian");
    await shows(page, "h1", "Tugas saya");
    await page.context().close();
  });

  test(`another browser is signed out from here: ${way.name}`, async () => {
    const here = await enter(browser, way, "inspektorat");
    const there = await enter(browser, way, "inspektorat");
    await here.goto("/akun/sesi");
    await sound(here);
    await here.locator("tr", { hasNot: here.getByText("Perangkat ini") }).getByRole("button", { name: "Keluarkan" }).first().click();
    await shows(here, "main", "Perangkat sudah dikeluarkan");
    await there.goto("/akun");
    assert.equal(path(there), "/masuk", "the other browser has to sign in again");
    await here.goto("/akun");
    assert.equal(path(here), "/akun", "this one goes on");
    await here.context().close();
    await there.context().close();
  });

  test(`a visitor is led to the sign-in and then to where they wanted to go: ${way.name}`, async () => {
    const page = await open(browser, way);
    await page.goto("/akun/sesi");
    assert.equal(path(page), "/masuk");
    await page.fill("[name=login]", "inspektorat");
    await page.fill("[name=sandi]", way.site.sandi);
    await send(page, "Masuk");
    await page.waitForURL("**/akun/sesi");
    await page.context().close();
  });
}
