// Pictures of the running pages, for the manual and for a look at all of them:
// docs/pictures for those that the manual shows, build/pictures for all.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { demo, desk, launch, logIn, main, person, phone, root, serve } from './house.mjs';
import { findPages, roles } from './pages.mjs';

const MANUAL = [
  ['today-phone', 'secretary', '/', phone, 'light'],
  ['today-dark', 'secretary', '/', phone, 'dark'],
  ['record-phone', 'secretary', 'record', phone, 'light'],
  ['minutes', 'secretary', 'minutes', desk, 'light'],
  ['my-page', 'member', '/me', desk, 'light'],
  ['officer-today', 'officer', '/', desk, 'light'],
  ['unit', 'officer', '/units', desk, 'light'],
  ['rules', 'secretary', '/rules/12', desk, 'light'],
  ['national', 'auditor', '/national', desk, 'light'],
  ['conference-home', 'president', 'conference', phone, 'light'],
  ['conference-order', 'president', 'conference/order', phone, 'light'],
  ['conference-delegates', 'president', 'conference/delegates', phone, 'light'],
  ['door-phone', 'member', 'conference/door', phone, 'light'],
];

// "record" is the form that Today leads to, "minutes" the last ones there are,
// "conference/door" a page of the demo's conference.
async function addressOf(page, what, conference) {
  if (what.startsWith('/')) return what;
  if (what.startsWith('conference')) return what.replace('conference', conference);
  await page.goto(what === 'record' ? '/' : '/meetings');
  const links = await page.$$eval('a[href^="/meetings/"]', as => as.map(a => a.getAttribute('href')));
  if (what === 'record') return links.find(l => l.endsWith('/record'));
  for (const link of links) {
    const path = link.match(/^\/meetings\/[0-9a-z]{12}/)?.[0];
    if (path && (await page.goto(path + '/minutes')).ok()) return path + '/minutes';
  }
  throw new Error('there are no minutes to show');
}

// The secretary is a delegate of the demo's conference.
async function theConference(browser, base) {
  const context = await person(browser, base), page = await context.newPage();
  await logIn(page, roles.secretary);
  await page.goto('/conferences');
  const path = await page.locator('main a[href^="/c/"]').first().getAttribute('href');
  await context.close();
  return path;
}

await main(async folder => {
  const out = join(root, 'docs', 'pictures'), all = join(root, 'build', 'pictures');
  mkdirSync(out, { recursive: true });
  mkdirSync(all, { recursive: true });
  const house = await serve(demo(folder, 3000)), browser = await launch();
  try {
    const conference = await theConference(browser, house.base);
    for (const [name, role, what, viewport, colorScheme] of MANUAL) {
      const context = await person(browser, house.base, { viewport, colorScheme }), page = await context.newPage();
      await logIn(page, roles[role]);
      await page.goto(await addressOf(page, what, conference));
      await page.mouse.move(0, 0);
      await page.screenshot({ path: join(out, name + '.png') });
      console.log(`docs/pictures/${name}.png`);
      await context.close();
    }
    for (const [role, login] of Object.entries(roles)) {
      const pages = await findPages(browser, house.base, login);
      for (const [size, viewport] of [['phone', phone], ['wide', desk]]) {
        const context = await person(browser, house.base, { viewport }), page = await context.newPage();
        await logIn(page, login);
        for (const [kind, { path }] of pages) {
          await page.goto(path);
          const name = `${role}-${kind.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '') || 'today'}-${size}.png`;
          await page.screenshot({ path: join(all, name), fullPage: true });
        }
        await context.close();
      }
      console.log(`build/pictures/${role}-*.png: ${pages.size} pages`);
    }
  } finally {
    await browser.close();
    await house.stop();
  }
});
