// Every page of every role: axe finds nothing in light and dark, on a phone and on
// a wide screen; nothing runs over the edge at 360 pixels, from left to right and
// from right to left; no page says an error to the console; no link
// leads nowhere.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { check, demo, desk, equal, launch, logIn, main, person, phone, run, serve, password } from './house.mjs';
import { findPages, roles } from './pages.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LOOKS = [
  { name: 'phone, light', viewport: phone, colorScheme: 'light' },
  { name: 'phone, dark', viewport: phone, colorScheme: 'dark' },
  { name: 'wide, light', viewport: desk, colorScheme: 'light' },
  { name: 'wide, dark', viewport: desk, colorScheme: 'dark' },
];

async function lookAt(page, path, wide) {
  await page.goto(path);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const heads = await page.locator('h1').count();
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  const found = violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`);
  if (over > 0) found.push(`${over} pixels over the edge`);
  if (heads !== 1 && !/sheets|sign-in/.test(path)) found.push(`${heads} first headings`);
  return found;
}

async function lookAtAll(browser, base, login, pages, look, done) {
  // Axe is put into the page, which the policy of the page forbids.
  const context = await person(browser, base, { ...look, bypassCSP: true });
  const page = await context.newPage();
  if (login) await logIn(page, login);
  const bad = [];
  let looked = 0;
  page.on('console', m => m.type() === 'error' && !/404/.test(m.text()) && bad.push(`${page.url()}: ${m.text()}`));
  page.on('pageerror', e => bad.push(`${page.url()}: ${e}`));
  for (const [kind, { path }] of pages) {
    if (done.has(look.name + kind)) continue;
    done.add(look.name + kind);
    looked++;
    for (const what of await lookAt(page, path)) bad.push(`${path}: ${what}`);
  }
  await context.close();
  return { bad, looked };
}

await main(async folder => {
  const db = demo(folder), house = await serve(db), browser = await launch(), done = new Set();
  try {
    const everybody = { nobody: null, ...roles };
    for (const [role, login] of Object.entries(everybody)) {
      const pages = await findPages(browser, house.base, login);
      const lost = [...pages.values()].filter(p => p.status >= 400 && p.path !== '/nowhere').map(p => `${p.status} ${p.path}`);
      check(lost.length === 0, `${role}: each of ${pages.size} kinds of page that a link leads to is there`, lost.join('\n    '));
      for (const look of LOOKS) {
        const { bad, looked } = await lookAtAll(browser, house.base, login, pages, look, done);
        check(bad.length === 0, `${role}: ${looked} pages more without a finding, ${look.name}`, bad.join('\n    '));
      }
    }
    const admin = await person(browser, house.base), page = await admin.newPage();
    await page.goto(run('account', 'invite', db, '--admin', '--home', house.base).match(/http\S+/)[0]);
    await page.locator('#login').fill('admin.one');
    for (const field of await page.locator('input[type=password]').all()) await field.fill(password);
    await page.locator('form button.pri').click();
    await page.waitForURL(/setup|\/$/);
    await page.goto('/setup/name');
    await page.locator('input[value=rtl]').check();
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await page.waitForURL(/setup\?/);
    equal(await page.locator('html').getAttribute('dir'), 'rtl', 'written from right to left');
    const setup = new Map(['/setup', '/setup/name', '/setup/words', '/setup/import', '/setup/invite', '/rules/draft'].map(p => [p, { path: p }]));
    for (const look of [LOOKS[0], LOOKS[3]]) {
      const { bad } = await lookAtAll(browser, house.base, 'admin.one', setup, look, done);
      check(bad.length === 0, `administrator: the set-up without a finding, right to left, ${look.name}`, bad.join('\n    '));
    }
    const turned = await lookAtAll(browser, house.base, roles.secretary, await findPages(browser, house.base, roles.secretary),
      { ...LOOKS[0], name: 'right to left' }, done);
    check(turned.bad.length === 0, `secretary: ${turned.looked} pages from right to left without a finding`, turned.bad.join('\n    '));
    await admin.close();
  } finally {
    await browser.close();
    await house.stop();
  }
});
