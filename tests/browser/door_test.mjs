// The door in browsers: scanned badges, one badge at two doors, a network that goes
// away and comes back, passages that are counted once; the pages of delegates.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { check, demo, equal, launch, logIn, main, person, root, run, serve } from './house.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = join(root, 'build', 'door');
const ask = (db, sql) => execFileSync('python3', ['-c', 'import sqlite3,sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])', db, sql], { encoding: 'utf8' }).trim();

async function lookAt(page, name) {
  await page.screenshot({ path: join(shots, name + '.png'), fullPage: true });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  check(violations.length === 0 && over <= 0, `${name}: axe finds nothing, nothing runs over the edge`,
    over > 0 ? `${over} pixels over the edge` : '', ...violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(' | ')}`));
}

await main(async folder => {
  mkdirSync(shots, { recursive: true });
  const db = demo(folder, 200);
  const conf = ask(db, "SELECT public_id FROM conference ORDER BY id LIMIT 1"), C = '/c/' + conf;
  const out = p => ask(db, `SELECT presence FROM participant WHERE number = ${p}`);
  // Nobody is in the hall yet, and everybody has a badge.
  execFileSync('python3', ['-c', 'import sqlite3,sys; d=sqlite3.connect(sys.argv[1]); d.execute("UPDATE participant SET presence = 0, presence_at = NULL"); d.execute("DELETE FROM passage"); d.execute("UPDATE conference SET state = 2, from_day = CAST(strftime(\'%s\',\'now\') / 86400 AS INT), last_day = CAST(strftime(\'%s\',\'now\') / 86400 AS INT) + 1"); d.commit()', db]);
  const codes = Object.fromEntries(run('badges', db, conf).trim().split('\n').slice(1).map(l => l.split(',')));
  const server = await serve(db), browser = await launch();
  try {
    const open = async (path, more = {}) => {
      const context = await person(browser, server.base, { bypassCSP: true, ...more }), page = await context.newPage(), errors = [];
      page.on('pageerror', e => errors.push(String(e)));
      await logIn(page, 'maren.aske');
      await page.goto(C + path);
      return Object.assign(page, { errors });
    };
    const scan = async (page, text) => {
      await page.locator('#badge').fill(text);
      await page.keyboard.press('Enter');
    };
    const says = (page, text) => page.locator('#door-answer', { hasText: text }).waitFor({ timeout: 8000 }).then(() => true, () => false);

    // --- with the network
    const one = await open('/door?door=14'), two = await open('/door?door=15');
    check(await one.evaluate(() => document.activeElement.id === 'badge'), 'the field of the badge has the focus');
    await lookAt(one, 'door');
    await scan(one, codes[1]);
    check(await says(one, 'In') && (await one.locator('#door-answer h2').count()) === 1, 'a scanned badge comes in', await one.locator('#door-answer').innerText());
    equal(out(1), '1', 'and is in the hall');
    await lookAt(one, 'door-in');
    await scan(two, codes[1].toLowerCase());
    check(await says(two, 'Already in the hall') && /door 14/.test(await two.locator('#door-answer').innerText()), 'the same badge at another door is told at once', await two.locator('#door-answer').innerText());
    await lookAt(two, 'door-twice');
    await two.locator('#note').fill('It is her; scanned twice');
    await two.getByRole('button', { name: 'Write it down' }).click();
    await two.waitForURL(/door=15/);
    equal(ask(db, "SELECT note FROM passage WHERE doubt = 1"), 'It is her; scanned twice', 'what was done is written down');
    await scan(two, '99999');
    check(await says(two, 'There is nobody with this number'), 'a number nobody has is refused', await two.locator('#door-answer').innerText());

    // --- without it
    await one.locator('#door-state', { hasText: 'badges known' }).waitFor({ timeout: 8000 });
    await one.context().setOffline(true);
    await scan(one, codes[2]);
    const name = ask(db, 'SELECT name FROM participant WHERE number = 2');
    check(await says(one, name), 'without a network the device knows the name', await one.locator('#door-answer').innerText());
    await scan(one, '3');
    await one.locator('#door-state', { hasText: 'waiting to be sent: 2' }).waitFor({ timeout: 8000 });
    await scan(one, codes[2]);
    check(await says(one, 'Already in, as far as'), 'twice without a network is told too');
    await scan(one, codes[4].replace(/.$/, codes[4].endsWith('0') ? '8' : '0').replace(/\.4\.(.)/, (m, c) => '.4.' + (c === 'A' ? 'B' : 'A')));
    check(await says(one, 'replaced by a newer'), 'a badge that is not the newest is told', await one.locator('#door-answer').innerText());
    await scan(one, 'HTTPS://EXAMPLE.ORG');
    check(await says(one, 'Not a badge'), 'what is no badge is told', await one.locator('#door-answer').innerText());
    await lookAt(one, 'door-offline');
    equal(out(2), '0', 'nothing has been sent yet');
    await one.context().setOffline(false);
    await one.evaluate(() => dispatchEvent(new Event('online')));
    await one.locator('#door-state', { hasText: 'badges known' }).waitFor({ timeout: 15000 });
    equal(out(2) + out(3), '11', 'what was kept is sent when there is a network again');
    equal(ask(db, 'SELECT count(*) FROM passage WHERE device IS NOT NULL AND participant_id IN (SELECT id FROM participant WHERE number = 2)'), '2', 'each once');
    equal(ask(db, "SELECT count(*) FROM passage WHERE doubt = 1 AND note = ''"), '1', 'and the second one is on the list of doubts');

    // --- an answer that is lost: the server had it, the device keeps it, it counts once
    await one.route('**/door', async route => { if (route.request().method() !== 'POST') return route.continue(); await route.fetch(); await route.abort(); });
    await scan(one, codes[5]);
    await one.locator('#door-state', { hasText: 'waiting to be sent: 1' }).waitFor({ timeout: 8000 }).catch(() => {});
    await one.unroute('**/door');
    await one.evaluate(() => dispatchEvent(new Event('online')));
    await one.locator('#door-state', { hasText: 'badges known' }).waitFor({ timeout: 15000 });
    equal(ask(db, 'SELECT count(*) FROM passage WHERE participant_id IN (SELECT id FROM participant WHERE number = 5)'), '1', 'an answer that was lost makes no second passage');

    // --- without a script
    const plain = await open('/door?door=3', { javaScriptEnabled: false, bypassCSP: false });
    await plain.locator('#badge').fill('6');
    await plain.getByRole('button', { name: 'Let pass' }).click();
    check(await says(plain, 'In'), 'without a script a typed number comes in');
    equal(await plain.locator('#door').inputValue(), '3', 'and the door stays');

    // --- the other pages
    for (const [path, shot] of [['/door/doubts', 'doubts'], ['/door/bring', 'bring'], ['/door/paper', 'paper'], ['/badges', 'badges'], ['/delegates', 'delegates'], ['/delegates/rules', 'rules'], ['/delegates/all', 'all'], ['/delegates/import', 'import'], ['/seats', 'seats'], ['/proxies', 'proxies']]) {
      await two.goto(C + path);
      await lookAt(two, shot);
    }
    await two.goto(C + '/delegates');
    await two.locator('table a').first().click();
    await lookAt(two, 'delegation');
    const runa = await person(browser, server.base, { bypassCSP: true }), badge = await runa.newPage();
    await logIn(badge, 'runa.vale');
    await badge.goto(C + '/badge');
    check(await badge.locator('svg.qr').count() === 1, 'a delegate has a badge on the phone');
    await lookAt(badge, 'badge');
    check(one.errors.length + two.errors.length === 0, 'no script failed', ...one.errors, ...two.errors);
  } finally {
    await browser.close();
    await server.stop();
  }
});
