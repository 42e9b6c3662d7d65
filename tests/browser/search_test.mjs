// A member is found while one types: with scripts by keyboard and by touch,
// without scripts by the button; the field and its list as a screen reader and
// axe see them, on a phone, wide, dark and from right to left.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { check, demo, desk, equal, launch, logIn, main, person, phone, serve } from './house.mjs';
import { roles } from './pages.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function findings(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document));
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return [...violations.map(v => `${v.id}: ${v.nodes[0].html.slice(0, 200)}`), ...(over > 0 ? [`${over} pixels over the edge`] : [])];
}

// The first name on the list the secretary keeps.
async function someName(page) {
  await page.goto('/cell');
  return (await page.locator('ul.rows li .t a').first().textContent()).trim();
}

async function byKeyboard(browser, base) {
  const context = await person(browser, base, { viewport: desk, bypassCSP: true }), page = await context.newPage();
  await logIn(page, roles.secretary);
  const name = await someName(page), turned = name.split(' ').reverse().join(' ').toUpperCase();
  const field = page.locator('#find'), list = page.getByRole('listbox');
  await field.focus();
  equal(await field.getAttribute('role'), 'combobox', 'the field says what it is');
  equal(await field.getAttribute('aria-expanded'), 'false', 'and that nothing is open');
  await page.keyboard.type(turned);
  await list.getByRole('option').first().waitFor();
  equal(await field.getAttribute('aria-expanded'), 'true', 'what fits is shown while one types');
  check((await list.getByRole('option').first().textContent()).includes(name), 'in any order and case', turned);
  await page.keyboard.press('ArrowDown');
  const active = await field.getAttribute('aria-activedescendant');
  equal(await page.locator('#' + active).getAttribute('aria-selected'), 'true', 'an arrow goes to the first');
  const found = await findings(page);
  check(found.length === 0, 'axe finds nothing in the open list', found.join('\n    '));
  await page.keyboard.press('Escape');
  equal(await list.count(), 0, 'Escape closes the list');
  equal(await field.inputValue(), turned, 'and leaves what was typed');
  await page.keyboard.type(' ');
  await page.keyboard.press('Backspace');
  await list.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/m\/[0-9a-z]{12}$/);
  check((await page.locator('h1').textContent()).includes(name), 'Enter opens the one that is marked');
  await field.fill(turned);
  await field.press('Enter');
  await page.waitForURL(/\/search\?q=/);
  check((await page.locator('[data-found] a').count()) > 0, 'Enter without a choice shows all that fit');
  await page.goto('/search');
  await page.locator('#q').pressSequentially('zzqx', { delay: 20 });
  await page.waitForTimeout(600);
  equal(await page.getByRole('listbox').count(), 0, 'what nobody has shows no list');
  await context.close();
}

async function byTouch(browser, base) {
  const context = await person(browser, base, { viewport: phone, hasTouch: true, bypassCSP: true }), page = await context.newPage();
  await logIn(page, roles.secretary);
  const name = await someName(page);
  await page.goto('/');
  await page.getByRole('link', { name: 'Search' }).click();
  await page.waitForURL(/\/search$/);
  await page.locator('#q').pressSequentially(name.slice(0, 4), { delay: 20 });
  await page.getByRole('option').first().waitFor();
  const found = await findings(page);
  check(found.length === 0, 'axe finds nothing on a phone with the list open', found.join('\n    '));
  await page.getByRole('option', { name }).first().tap();
  await page.waitForURL(/\/m\//);
  check((await page.locator('h1').textContent()).includes(name), 'a tap opens the one that was touched');
  await context.close();
}

async function withoutScripts(browser, base) {
  const context = await person(browser, base, { viewport: phone, javaScriptEnabled: false }), page = await context.newPage();
  await logIn(page, roles.secretary);
  const name = await someName(page);
  await page.goto('/search');
  await page.locator('#q').fill(name.split(' ').reverse().join(' '));
  await page.getByRole('button', { name: 'Search', exact: true }).last().click();
  check((await page.locator('[data-found]').first().textContent()).includes(name), 'without scripts the button finds the same');
  await context.close();
}

async function otherLooks(browser, base) {
  for (const look of [{ viewport: phone, colorScheme: 'dark' }, { viewport: desk, colorScheme: 'dark' }]) {
    const context = await person(browser, base, { ...look, bypassCSP: true }), page = await context.newPage();
    await logIn(page, roles.officer);
    for (const path of ['/search', '/search?q=a', '/search?q=zzqx']) {
      await page.goto(path);
      await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
      const found = await findings(page);
      check(found.length === 0, `${path}, dark, right to left, ${look.viewport.width} wide: no finding`, found.join('\n    '));
    }
    await context.close();
  }
}

await main(async folder => {
  const house = await serve(demo(folder)), browser = await launch();
  try {
    await byKeyboard(browser, house.base);
    await byTouch(browser, house.base);
    await withoutScripts(browser, house.base);
    await otherLooks(browser, house.base);
  } finally {
    await browser.close();
    await house.stop();
  }
});
