// A live page in a browser, as it stands in bench/live_house.c: it follows what
// changes, keeps the focus and what is typed, finds what is one's own; when the
// server is gone it is silent for ten seconds, then says so, and is connected
// again by itself; nothing is refused by the policy of the page. Without scripts
// the page asks for itself every ten seconds.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { check, equal, launch, main, person, root } from './house.mjs';

const program = process.env.CELLWORK_LIVE_HOUSE || join(root, 'build', 'bench_live_house');

async function house(db, port = '0') {
  const child = spawn(program, [db, '--port', port], { stdio: ['ignore', 'pipe', 'inherit'] });
  const base = await new Promise((ok, no) => {
    child.on('exit', () => no(new Error('the house did not start')));
    child.stdout.once('data', d => ok(String(d).trim().split('\n')[0]));
  });
  child.removeAllListeners('exit');
  const end = signal => new Promise(ok => { child.on('exit', ok); child.kill(signal); });
  return { base, port: new URL(base).port, end };
}

let key = 0;
const post = (base, path, body = '') => fetch(base + path, { method: 'POST', body, redirect: 'manual', headers: {
  'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin', 'Idempotency-Key': `browser-${process.pid}-${++key}` } });
const say = (base, word) => post(base, '/say', 'word=' + encodeURIComponent(word));
const until = (page, text, sel = '#word') => page.waitForFunction(([s, t]) => document.querySelector(s).textContent === t, [sel, text], { timeout: 20000 });

async function follows(page, base) {
  const pill = page.locator('.sync');
  equal(await page.locator('#word').textContent(), 'begin', 'the page is whole before the stream');
  equal((await pill.textContent()).trim(), 'Connected', 'and says that it is connected');
  const began = Date.now();
  await say(base, 'a word <b>&');
  await until(page, 'a word <b>&');
  check(Date.now() - began < 1000, 'a change is there within a second', Date.now() - began);
  equal(await page.locator('#word b').count(), 0, 'and is escaped');

  await page.locator('#note').focus();
  await page.keyboard.type('half a sen');
  await page.evaluate(() => { document.querySelector('#note').same = 'yes'; });
  await say(base, 'a new line');
  await until(page, 'a new line');
  equal(await page.locator('#desk p').textContent(), 'Another line', 'the part with the form has changed');
  await page.keyboard.type('tence');
  equal(await page.locator('#note').inputValue(), 'half a sentence', 'what is typed stays, and the focus too');
  equal(await page.locator('#note').evaluate(e => e.same), 'yes', 'it is the same field');

  // Version 3: the queue is 4, 1, 2, 3.
  equal(await page.locator('[data-my-say]').textContent(), 'You are number 1', 'one\'s own place is said');
  equal(await page.locator('.me').count(), 1, 'one is marked as one\'s own');
  equal(await page.locator('.me [data-mine]').isVisible(), true, 'there "You" is shown');
  equal(await page.locator('.me [data-others]').isVisible(), false, 'and not "Somebody"');
  await say(base, 'vote');
  await until(page, 'vote');
  equal(await page.locator('[data-my-say]').textContent(), 'You are number 4', 'and said again when it changes');
  await post(base, '/cast');
  await post(base, '/cast');
  await until(page, '2', '#cast');
  check(true, 'what moves is followed without a version');

  const left = async () => page.locator('#clock').textContent();
  const one = await left();
  check(/^[012]:[0-5]\d$/.test(one), 'the clock counts down', one);
  await page.waitForFunction(t => document.querySelector('#clock').textContent !== t, one, { timeout: 3000 });
}

async function comesBack(page, db, at) {
  const pill = page.locator('.sync');
  await at.end('SIGKILL');
  await page.waitForTimeout(6000);
  equal((await pill.textContent()).trim(), 'Connected', 'six seconds without the server: silence');
  await page.waitForFunction(() => document.querySelector('.sync').textContent.trim() === 'Reconnecting', null, { timeout: 10000 });
  check(true, 'after ten it is said in words');
  equal(await page.locator('#word').textContent(), 'vote', 'what was there stays');
  const again = await house(db, at.port);
  await say(again.base, 'meanwhile');
  const began = Date.now();
  await until(page, 'meanwhile');
  check(Date.now() - began < 15000, `the page is connected again by itself (${Date.now() - began} ms)`);
  await page.waitForFunction(() => document.querySelector('.sync').textContent.trim() === 'Connected', null, { timeout: 3000 });
  equal(await page.locator('#note').inputValue(), 'half a sentence', 'and what was typed is still there');
  return again;
}

await main(async folder => {
  const db = join(folder, 'live.db'), browser = await launch();
  let at = await house(db);
  try {
    const page = await (await person(browser, at.base)).newPage(), bad = [];
    const lost = /ERR_CONNECTION|ERR_INCOMPLETE|ERR_NETWORK|Failed to fetch|network error/i;
    page.on('console', m => m.type() === 'error' && !lost.test(m.text()) && bad.push(m.text()));
    page.on('pageerror', e => bad.push(String(e)));
    await page.goto('/');
    await follows(page, at.base);
    at = await comesBack(page, db, at);
    check(bad.length === 0, 'nothing is said to the console', bad.join('\n    '));

    const plain = await (await person(browser, at.base, { javaScriptEnabled: false })).newPage();
    await plain.goto('/');
    equal(await plain.locator('#word').textContent(), 'meanwhile', 'without scripts: the page is whole');
    await say(at.base, 'by itself');
    const again = await plain.locator('#word', { hasText: 'by itself' }).waitFor({ timeout: 40000 }).then(() => true, () => false);
    check(again, 'and new after ten seconds');

    // The server begins after the page: the first request for the stream fails.
    await page.route('**/live', route => route.fulfill({ status: 503, headers: { 'Retry-After': '2' }, body: '' }), { times: 1 });
    await page.goto('/');
    await page.waitForTimeout(200);
    await say(at.base, 'at last');
    await until(page, 'at last');
    check(true, 'a stream that could not begin is asked for again');
  } finally {
    await browser.close();
    await at.end('SIGTERM');
  }
});
