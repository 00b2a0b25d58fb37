// Signing in and out as people of the demonstration.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, path, signIn, sites, sound, ways } from "./peramban.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const way of ways) {
  test(`a visitor reads the first page and is asked to sign in: ${way.name}`, async () => {
    const page = await open(browser, way);
    await page.goto("/");
    await sound(page, { as: "visitor", dark: true });
    await page.goto("/masuk");
    await sound(page, { dark: true });
    await page.context().close();
  });

  test(`one signs in, sees the own name, and leaves: ${way.name}`, async () => {
    const page = await open(browser, way);
    const [person] = way.site.akun;
    await signIn(page, person.masuk);
    assert.equal(path(page), "/");
    assert.ok((await page.textContent("header")).includes(person.nama), "the name of the person is in the header");
    await sound(page, { dark: true });
    await page.click("header details.kepala__akun > summary");
    await sound(page, { as: "menu" });
    await page.click("form[action='/keluar'] button.govuk-button");
    await page.goto("/");
    assert.ok(!(await page.textContent("body")).includes(person.nama), "nobody is signed in any more");
    await page.context().close();
  });

  test(`a wrong password is told beside the field and keeps the name: ${way.name}`, async () => {
    const page = await open(browser, way);
    const [person] = way.site.akun;
    await signIn(page, person.masuk, "bukan sandi yang benar");
    assert.equal(await page.inputValue("[name=login]"), person.masuk);
    assert.equal(await page.inputValue("[name=sandi]"), "");
    assert.ok((await page.locator(".govuk-error-summary").count()) === 1, "there is a summary of errors");
    await sound(page, { status: 422, dark: true });
    await page.context().close();
  });

  test(`a page that does not exist says so and shows a way on: ${way.name}`, async () => {
    const page = await open(browser, way);
    const answer = await page.goto("/tidak-ada-di-sini");
    assert.equal(answer.status(), 404);
    assert.ok((await page.locator("main a[href='/']").count()) > 0, "there is a link to the first page");
    await sound(page, { status: 404, dark: true });
    await page.context().close();
  });
}

test("every account of the demonstration can sign in", async () => {
  for (const person of sites[0].akun) {
    const page = await open(browser, ways[3]);
    await signIn(page, person.masuk);
    assert.ok((await page.textContent("header")).includes(person.nama), person.masuk);
    await page.context().close();
  }
});
