// Every page of every role: axe finds nothing in light and dark, on a phone and on
// a wide screen; nothing runs over the edge at 360 pixels, from left to right and
// from right to left; no page says an error to the console; no link
// leads nowhere.
import { check, demo, desk, equal, launch, logIn, main, person, phone, run, serve, password } from './house.mjs';
import { lookAt } from './looks.mjs';
import { findPages, roles } from './pages.mjs';

const BOTH = [phone, desk];

// A page is loaded once for each width, and then turned dark: what it says to
// axe is the same then but for its colours.
async function lookAtAll(browser, base, login, pages, viewport, done, name = '') {
  // Axe is put into the page, which the policy of the page forbids.
  const context = await person(browser, base, { viewport, bypassCSP: true });
  const page = await context.newPage();
  if (login) await logIn(page, login);
  const bad = [];
  let looked = 0;
  page.on('console', m => m.type() === 'error' && !/404/.test(m.text()) && bad.push(`${page.url()}: ${m.text()}`));
  page.on('pageerror', e => bad.push(`${page.url()}: ${e}`));
  for (const [kind, { path }] of pages) {
    if (done.has(name + viewport.width + kind)) continue;
    done.add(name + viewport.width + kind);
    looked++;
    await page.goto(path);
    const heads = await page.locator('h1').count();
    if (heads !== 1 && !/sheets|sign-in/.test(path)) bad.push(`${path}: ${heads} first headings`);
    for (const what of await lookAt(page)) bad.push(`${path}: ${what}`);
  }
  await context.close();
  return { bad, looked };
}

const width = viewport => viewport === phone ? 'phone' : 'wide';

async function everyPage(browser, base, role, login, done) {
  const pages = await findPages(browser, base, login);
  const lost = [...pages.values()].filter(p => p.status >= 400 && p.path !== '/nowhere').map(p => `${p.status} ${p.path}`);
  check(lost.length === 0, `${role}: each of ${pages.size} kinds of page that a link leads to is there`, lost.join('\n    '));
  const found = await Promise.all(BOTH.map(viewport => lookAtAll(browser, base, login, pages, viewport, done)));
  found.forEach(({ bad, looked }, i) =>
    check(bad.length === 0, `${role}: ${looked} pages more without a finding, ${width(BOTH[i])}, light and dark`, bad.join('\n    ')));
  return pages;
}

// An administrator has the organisation written from right to left.
async function turn(browser, house, db) {
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
  await admin.close();
}

await main(async folder => {
  const db = demo(folder), house = await serve(db), browser = await launch(), done = new Set(), seen = {};
  try {
    for (const [role, login] of Object.entries({ nobody: null, ...roles }))
      seen[role] = await everyPage(browser, house.base, role, login, done);
    await turn(browser, house, db);
    const setup = new Map(['/setup', '/setup/name', '/setup/words', '/setup/import', '/setup/invite', '/rules/draft'].map(p => [p, { path: p }]));
    for (const viewport of BOTH) {
      const { bad } = await lookAtAll(browser, house.base, 'admin.one', setup, viewport, done);
      check(bad.length === 0, `administrator: the set-up without a finding, right to left, ${width(viewport)}`, bad.join('\n    '));
    }
    const turned = await lookAtAll(browser, house.base, roles.secretary, seen.secretary, phone, done, 'right to left ');
    check(turned.bad.length === 0, `secretary: ${turned.looked} pages from right to left without a finding`, turned.bad.join('\n    '));
  } finally {
    await browser.close();
    await house.stop();
  }
});
