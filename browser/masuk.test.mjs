// Signing in and out as people of the demonstration.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accounts, launch, open, signIn, sound, ways } from "./peramban.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const way of ways) {
  test(`a visitor reads the first page and is asked to sign in: ${way.name}`, async () => {
    const page = await open(browser, way);
    await page.goto("/");
    await sound(page, way);
    await page.goto("/masuk");
    await sound(page, way);
    await page.context().close();
  });

  test(`one signs in, sees the own name, and leaves: ${way.name}`, async () => {
    const page = await open(browser, way);
    const [person] = accounts.akun;
    await signIn(page, person.masuk);
    assert.equal(new URL(page.url()).pathname, "/");
    assert.ok((await page.textContent("header")).includes(person.nama), "the name of the person is in the header");
    await sound(page, way);
    await page.evaluate(() => document.querySelectorAll("header details").forEach((part) => (part.open = true)));
    await page.click("form[action='/keluar'] button.govuk-button");
    await page.goto("/");
    assert.ok(!(await page.textContent("body")).includes(person.nama), "nobody is signed in any more");
    await page.context().close();
  });

  test(`a wrong password is told beside the field and keeps the name: ${way.name}`, async () => {
    const page = await open(browser, way);
    const [person] = accounts.akun;
    await signIn(page, person.masuk, "bukan sandi yang benar");
    assert.equal(await page.inputValue("[name=login]"), person.masuk);
    assert.equal(await page.inputValue("[name=sandi]"), "");
    assert.ok((await page.locator(".govuk-error-summary").count()) === 1, "there is a summary of errors");
    // The status 422 of the answer is told by the browser as an error of its own.
    page.complaints = page.complaints.filter((text) => !text.includes("422"));
    await sound(page, way);
    await page.context().close();
  });
}

test("every account of the demonstration can sign in", async () => {
  for (const person of accounts.akun) {
    const page = await open(browser, ways[2]);
    await signIn(page, person.masuk);
    assert.ok((await page.textContent("header")).includes(person.nama), person.masuk);
    await page.context().close();
  }
});
