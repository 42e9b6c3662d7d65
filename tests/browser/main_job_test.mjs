// The main job, walked on a phone with scripts, without scripts, and by keyboard
// alone: an organisation is set up, its lists come in, a secretary is invited,
// records the meeting that is due, an officer above sees it, a member sees what
// is kept about her.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, demo, equal, launch, logIn, main, password, person, phone, root, run, serve } from './house.mjs';

const UNITS = `code;parent;tier;name
TOP;;federation;River Federation
P;TOP;province;Upper River
C;P;county;Marsh
A1;C;cell;Cell 1
A2;C;cell;Cell 2
`;
const names = ['Ada Brook', 'Bo Fenn', 'Cato Lind', 'Dara Quill', 'Edda Moor', 'Finn Vale'];
const MEMBERS = 'number;name;cell;joined\n' + names.map((n, i) => `${i + 1};${n};A1;2025-01-10`).join('\n') + '\n' +
  '7;Gerda Holm;A2;2025-01-10\n8;Hanne Sand;A2;2025-01-10\n9;Ida Reed;A2;2025-01-10\n';
const TERMS = 'member;unit;office;from\n1;A1;secretary;2026-01-01\n7;C;officer;2026-01-01\n';

// The list is looked at first; then it is taken over.
async function bringIn(page, kind, text) {
  await page.goto('/setup/import');
  await page.locator(`input[value=${kind}]`).check();
  await page.setInputFiles('input[type=file]', { name: kind + '.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.getByRole('heading', { name: 'What would go in' }).waitFor();
  await page.getByRole('button', { name: /^Take over/ }).click();
  await page.getByRole('heading', { name: 'Taken over' }).waitFor();
}

async function accept(page, address, login) {
  await page.goto(address);
  if (await page.locator('#login').count()) await page.locator('#login').fill(login);
  for (const field of await page.locator('input[type=password]').all()) await field.fill(password);
  await page.locator('form button.pri').click();
  await page.waitForURL(url => !url.pathname.startsWith('/i'));
}

async function setUp(browser, base, db, options) {
  const context = await person(browser, base, options), page = await context.newPage();
  const link = run('account', 'invite', db, '--admin', '--home', base).match(/http\S+/)[0];
  await accept(page, link, 'admin.one');
  check((await page.locator('h1').textContent()).includes('Set up'), 'an administrator begins at the set-up');
  await page.goto('/setup/words');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByText('It is saved.').waitFor();
  await bringIn(page, 'units', UNITS);
  await bringIn(page, 'members', MEMBERS);
  await bringIn(page, 'terms', TERMS);
  check(true, 'units, members and terms are looked at and taken over');
  await page.goto('/setup/invite');
  await page.getByRole('button', { name: 'Make the sheets' }).click();
  const sheets = await page.locator('main').innerText();
  const codes = [...sheets.matchAll(/[0-9a-z]{4}(?:[- ][0-9a-z]{4}){3}/gi)].map(m => m[0]);
  equal(new Set(codes).size, 2, 'a sheet with a code for each of the two in office');
  const order = sheets.indexOf('Ada Brook') < sheets.indexOf('Gerda Holm') ? ['ada', 'gerda'] : ['gerda', 'ada'];
  await context.close();
  return Object.fromEntries(order.map((who, i) => [who, [...new Set(codes)][i].replace(/ /g, '-')]));
}

async function record(page) {
  await page.goto('/');
  const now = page.locator('section.do').first();
  const card = (await now.count()) ? await now.innerText() : await page.locator('main').innerText();
  check(/meeting/i.test(card), 'Today says that a meeting is due', card);
  check(/month/i.test(await page.locator('main').innerText()), 'and why, by the rule');
  await page.goto('/meetings/record');
  await page.locator('main form button.pri').click();
  await page.locator('input[name=here]').first().waitFor();
  const here = await page.locator('input[name=here]').all();
  equal(here.length, 6, 'all six members stand on the sheet');
  for (const box of here.slice(0, 4)) await box.check({ force: true });
  await page.locator('input[name=sorry]').nth(4).check({ force: true });
  await page.locator('#notes').fill('We looked at the flood wall.');
}

async function decide(page, text, votes) {
  const decision = page.locator('#decs > li').first();
  await decision.locator('textarea, input[type=text]').first().fill(text);
  const numbers = await decision.locator('input[inputmode=numeric]').all();
  for (const [i, n] of votes.entries()) await numbers[i].fill(String(n));
}

async function close(page) {
  await page.locator('button[value=close]').click();
  await page.waitForLoadState();
}

async function walk(browser, folder, name, options) {
  const db = join(folder, name + '.db');
  run('init', db, '--statutes', join(root, 'examples', 'federation-statutes.md'), '--from', '2025-01-01', '--name', 'River Federation');
  const house = await serve(db);
  const codes = await setUp(browser, house.base, db, options);

  const hers = await person(browser, house.base, options), page = await hers.newPage();
  await accept(page, house.base + '/i/' + codes.ada, 'ada.brook');
  await record(page);
  await decide(page, 'We build the wall in spring.', [4, 3, 0]);
  await close(page);
  const error = await page.locator('.errsum').first().innerText().catch(() => '');
  check(/7/.test(error) && /4/.test(error), 'votes that do not add up come back with the numbers', error);
  equal(await page.locator('input[name=here]:checked').count(), 4, 'what was ticked is still ticked');
  equal(await page.locator('#notes').inputValue(), 'We looked at the flood wall.', 'what was written is still written');
  await decide(page, 'We build the wall in spring.', [3, 1, 0]);
  await close(page);
  await page.waitForURL(/\/sent/);
  check(/4 of 6/.test(await page.locator('main').innerText()), 'the receipt says who came');
  await page.goto(page.url().replace(/\/sent.*/, '/minutes'));
  const minutes = await page.locator('main').innerText();
  check(minutes.includes('We build the wall in spring.') && /3 for/.test(minutes), 'the minutes hold the decision and its votes', minutes);
  check(/half|quorum|decide/i.test(minutes), 'and that enough were there, by the rules');
  await page.goto('/');
  check(/Nothing is late/.test(await page.locator('.lead').first().innerText()), 'Today is calm afterwards');
  await page.goto('/me');
  check(/Ada Brook/.test(await page.locator('h1').innerText()), 'the member sees her own page');
  check(/Meetings/.test(await page.locator('main').innerText()), 'with the meetings kept about her');
  await hers.close();

  const above = await person(browser, house.base, options), officer = await above.newPage();
  await accept(officer, house.base + '/i/' + codes.gerda, 'gerda.holm');
  await officer.goto('/units');
  const overview = await officer.locator('main').innerText();
  check(/Marsh/.test(overview) && /Article 9/.test(overview) && /Cell 2/.test(overview),
    'the officer sees which unit needs help, by article', overview);
  await officer.getByRole('link', { name: /^Cell 1/ }).first().click();
  await officer.waitForLoadState();
  check(/Last met on/.test(await officer.locator('.lead').first().innerText()), 'and at once that the cell has met');
  await above.close();
  await house.stop();
}

// One page by the keyboard alone: every member is reached and ticked, the form sent.
async function keyboard(browser, folder) {
  const house = await serve(demo(folder));
  const context = await person(browser, house.base), page = await context.newPage();
  await logIn(page, 'runa.vale');
  await page.keyboard.press('Tab');
  equal(await page.evaluate(() => document.activeElement.className), 'skip', 'the first stop skips to the main part');
  await page.locator('section.do a.pri').focus();
  await page.keyboard.press('Enter');
  await page.locator('input[name=here]').first().waitFor();
  let ticked = 0, stops = 0, sent = false;
  for (; stops < 250 && !sent; stops++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      // A tick is drawn by its label; the parts of a day or a time by the browser.
      const ring = getComputedStyle(e).outlineStyle !== 'none' || e.matches('.in, .ap, [type=radio], [type=date], [type=time]');
      return { name: e.name || '', value: e.value || '', tag: e.tagName, ring, label: (e.labels && e.labels[0] && e.labels[0].innerText) || e.innerText || e.getAttribute('aria-label') || '' };
    });
    if (!at.ring) check(false, `the stop ${at.tag} ${at.name} shows where one is`);
    if (at.name === 'here' && ticked < 10) { await page.keyboard.press('Space'); ticked++; }
    if (at.name === 'do' && at.value === 'close') { await page.keyboard.press('Enter'); sent = true; }
  }
  check(sent, `the meeting is closed by the keyboard, after ${stops} stops`);
  await page.waitForURL(/\/sent|outbox/, { timeout: 15000 });
  check(/\/sent/.test(page.url()), 'and its receipt comes', page.url());
  await context.close();
  await house.stop();
}

await main(async folder => {
  const browser = await launch();
  try {
    await walk(browser, folder, 'with-scripts', { viewport: phone });
    await walk(browser, folder, 'without-scripts', { viewport: phone, javaScriptEnabled: false });
    await keyboard(browser, folder);
  } finally {
    await browser.close();
  }
});
