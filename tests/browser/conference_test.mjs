// A conference walked with all its pages at once, against each other: the chair's
// desk, a phone with scripts, a phone without, the hall's screen, a teller, an
// interpreter, the press. What one does the others show within a second; a network
// that goes and a server that is started again lose nothing; axe finds nothing.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { check, demo, desk, equal, launch, logIn, main, person, phone, root, serve } from './house.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const C = '/c/000000000001', shots = join(root, 'build', 'conference');
const took = [];

// Whoever shows it, from the moment of the act: how long until the last one did.
async function soon(name, act, ...shown) {
  const began = Date.now();
  await act();
  const late = await Promise.all(shown.map(l => l.waitFor({ timeout: 10000 }).then(() => '', e => String(e).split('\n')[0])));
  const ms = Date.now() - began;
  took.push(ms);
  if (ms > 1000) console.log(`    ${ms} ms: ${name}`);
  if (!check(late.every(l => !l), name, ...late)) for (const l of shown) console.log('    ' + await l.page().evaluate(() => [location.pathname, document.hidden, typeof self.htmx, document.documentElement.dataset.runs, document.readyState, ...(self.streamed || [])].join(' ')));
}

async function open(browser, base, login, path, more) {
  const context = await person(browser, base, { bypassCSP: true, ...more }), page = await context.newPage(), errors = [];
  page.on('pageerror', e => errors.push(`${path}: ${e}`));
  page.on('console', m => m.type() === 'error' && !/ERR_INTERNET|ERR_CONNECTION|Failed to load resource|Failed to fetch/.test(m.text()) && errors.push(`${path}: ${m.text()}`));
  page.on('response', r => r.status() >= 400 && console.log(`    ${r.status()} ${r.url()}`));
  page.on('requestfailed', r => !/live$/.test(r.url()) && console.log(`    ${r.failure().errorText} ${r.url()}`));
  page.on('dialog', d => d.accept());
  // What became of its stream, for a page that does not follow.
  await page.addInitScript(() => addEventListener('DOMContentLoaded', () => {
    const el = document.querySelector('[hx-sse\\:connect]'), names = ['before:connection', 'after:connection', 'error', 'close', 'after:message'];
    self.streamed = [];
    for (const n of names) if (el) el.addEventListener('htmx:sse:' + n, e => self.streamed.push(Math.round(performance.now()) + ' ' + n + (e.detail && e.detail.status ? ' ' + e.detail.status : '')));
  }));
  await logIn(page, login);
  await page.goto(C + path);
  return Object.assign(page, { errors });
}

async function lookAt(page, name) {
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(shots, name + '.png') });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  check(violations.length === 0 && over <= 0, `${name}: axe finds nothing, nothing runs over the edge`,
    over > 0 ? `${over} pixels over the edge` : '', ...violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(' | ')}`));
}

// Everything at its place and of its size on a wall: no scrolling, letters of 1/60 of the width or more.
async function onWall(page, name) {
  const found = await page.evaluate(() => ({
    scrolls: document.documentElement.scrollHeight - innerHeight,
    small: [...document.querySelectorAll('.screen *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) &&
      e.getClientRects().length && !e.closest('.vh') && parseFloat(getComputedStyle(e).fontSize) < innerWidth / 90).map(e => e.outerHTML.slice(0, 80)) }));
  check(found.scrolls <= 0 && found.small.length === 0, `${name}: without scrolling, large enough`, JSON.stringify(found));
}

async function debate(w) {
  const { chair, one, plain, hall, teller, interpreter } = w;
  await soon('the chair opens the sitting: the hall knows', () => chair.getByRole('button', { name: 'Open the sitting' }).click(),
    chair.getByRole('button', { name: /^Next.*Opening/ }));
  await soon('an item is opened: phones, hall, interpreters', () => chair.getByRole('button', { name: /^Open.*Motion 12/ }).click(),
    ...[one, hall, interpreter, chair].map(p => p.getByRole('heading', { name: /Motion 12/ }).first()));
  await soon('the list is opened: a phone can ask', () => chair.getByRole('button', { name: 'Open the list' }).click(),
    one.getByRole('button', { name: 'Speak for' }));
  await soon('a phone asks to speak: the chair sees it, the phone its place', () => one.getByRole('button', { name: 'Speak for' }).click(),
    chair.locator('#queue').getByText('Jonah Pell').first(), one.locator('.turn', { hasText: '1st' }), hall.locator('#next').getByText('Jonah Pell'));
  await plain.goto(C + '/now');
  check((await plain.locator('meta[http-equiv=refresh]').count()) === 1, 'without scripts a page comes again by itself');
  await soon('a phone without scripts asks: the chair sees it', () => plain.getByRole('button', { name: 'Speak against' }).click(),
    chair.locator('#queue').getByText('Runa Vale').first());
  check(/2nd/.test(await plain.locator('.turn').innerText()), 'and the page that comes back says the place');
  await soon('a teller enters somebody by the badge', async () => {
    await teller.goto(C + '/speeches');
    const r = await teller.request.post(C + '/speeches/enter', { form: { number: '3', kind: 'order' }, headers: { Origin: w.base, 'Idempotency-Key': 'teller-enters-1' } });
    check(r.ok(), 'a teller may', r.status());
  }, chair.locator('#queue').getByText('1 point of order'));
  await soon('the chair calls: hall, phone and interpreters', () => chair.locator('#queue li', { hasText: 'Jonah Pell' }).getByRole('button', { name: /^Call/ }).click(),
    hall.locator('#floor').getByText('Jonah Pell'), one.locator('.turn', { hasText: 'the floor' }), interpreter.locator('#floor').getByText('Jonah Pell'));
  await chair.waitForTimeout(1100);
  const clocks = await Promise.all([hall, chair, interpreter].map(p => p.locator('.clock').innerText()));
  const left = clocks.map(c => { const m = c.match(/^(\d+):(\d\d)$/); return m ? m[1] * 60 + +m[2] : NaN; });
  check(Math.max(...left) - Math.min(...left) <= 1 && Math.max(...left) <= 180 && Math.min(...left) > 150, 'clocks run, and agree', clocks.join(' '));
  await soon('one more minute', () => chair.getByRole('button', { name: 'One more minute' }).click(), hall.locator('.clock', { hasText: /^3:/ }));
  await soon('stopped', () => chair.getByRole('button', { name: 'Pause' }).click(), chair.getByRole('button', { name: 'Go on' }),
    hall.locator('.clock:not([data-ends])'));
  const stopped = await hall.locator('.clock').innerText();
  await hall.waitForTimeout(1500);
  equal(await hall.locator('.clock').innerText(), stopped, 'a stopped clock stands');
  await soon('it goes on', () => chair.getByRole('button', { name: 'Go on' }).click(), chair.getByRole('button', { name: 'Pause' }));
  await lookAt(chair, 'chair'); await lookAt(one, 'phone'); await lookAt(hall, 'hall'); await lookAt(interpreter, 'interpreters');
  await onWall(hall, 'hall, debate');
  await soon('put back', () => chair.getByRole('button', { name: 'Put Jonah Pell back' }).click(), one.locator('.turn', { hasText: '1st' }));
  await soon('undone', () => chair.getByRole('button', { name: /^Undo putting back/ }).click(), one.locator('.turn', { hasText: 'the floor' }));
}

async function badNetwork(w) {
  const { chair, one } = w;
  await w.oneContext.setOffline(true);
  await soon('the phone has no network; the chair goes on', () => chair.getByRole('button', { name: 'Close the list' }).click(),
    chair.getByRole('button', { name: 'Open the list' }));
  await one.locator('.sync', { hasText: /No signal|Reconnecting/ }).waitFor({ timeout: 20000 });
  check(await one.getByRole('heading', { name: /Motion 12/ }).isVisible(), 'what it showed stays, and it says that there is no signal');
  await w.oneContext.setOffline(false);
  await one.getByText('The list of speakers is closed.').waitFor({ timeout: 20000 });
  await one.locator('.sync', { hasText: 'Connected' }).waitFor({ timeout: 20000 });
  check(true, 'the network is back: it shows what it missed, without being loaded anew');
}

async function restart(w) {
  const { chair, hall } = w;
  await chair.locator('#number').fill('7');
  await chair.locator('#number').focus();
  const before = await hall.locator('.clock').innerText();
  await w.house.stop();
  w.house = await serve(w.db, w.house.port);
  await chair.waitForFunction(() => document.querySelector('.sync').textContent.includes('Connected'), null, { timeout: 30000 });
  await soon('the server was started again: pages go on', async () => {
    await chair.getByRole('button', { name: 'Open the list' }).click({ timeout: 20000 });
  }, chair.getByRole('button', { name: 'Close the list' }));
  equal(await chair.locator('#number').inputValue(), '7', 'what was typed on the desk is still there');
  await hall.waitForFunction(was => document.querySelector('.clock') && document.querySelector('.clock').textContent !== was, before, { timeout: 30000 });
  check(true, 'and the clock runs on from what the records say');
  await chair.locator('#number').fill('');
}

// On a slow network the scripts come one long after the other.
async function lateScript(w, browser) {
  const context = await person(browser, w.base, { bypassCSP: true }), page = await context.newPage();
  await logIn(page, 'jonah.pell');
  await page.route(/hx-sse/, async r => { await new Promise(ok => setTimeout(ok, 1500)); r.continue(); });
  let streams = 0;
  page.on('request', r => { streams += r.url().endsWith('/now/live'); });
  await page.goto(C + '/now');
  await soon('a script that comes late: the page follows all the same', () => w.chair.getByRole('button', { name: 'Close the list' }).click(),
    page.getByText('The list of speakers is closed.'));
  equal(streams, 1, 'and has one stream');
  await w.chair.getByRole('button', { name: 'Open the list' }).click();
  await w.chair.getByRole('button', { name: 'Close the list' }).waitFor();
  await context.close();
}

async function prepare(w) {
  const { desk2 } = w;
  await desk2.goto(C + '/votes/new');
  await desk2.locator('#question').fill('Do you accept motion 12?');
  await desk2.locator('input[name=kind][value="1"]').check();
  await desk2.locator('input[name=way][value="2"]').check();
  await desk2.locator('select[name=rule]').selectOption('2');
  await desk2.locator('select[name=quorum]').selectOption('2');
  await desk2.locator('select[name=item]').selectOption({ index: 3 });
  await desk2.getByRole('button', { name: 'Prepare the vote' }).click();
  await desk2.waitForURL(url => !url.pathname.endsWith('/new') && !/\/c\/\w+\/votes$/.test(url.pathname), { timeout: 8000 }).catch(() => {});
  const said = await desk2.locator('.errsum').allInnerTexts();
  check(said.length === 0, 'a vote is prepared', said.join(' '));
}

async function vote(w) {
  const { chair, one, plain, hall, press } = w;
  const ask = chair.getByRole('button', { name: 'Close the debate and open the vote' });
  await soon('a prepared vote is the next step', () => prepare(w), ask);
  await lookAt(chair, 'chair-next-step');
  await soon('the debate is closed and the vote opened: phones and hall', () => ask.click(),
    one.getByRole('button', { name: 'For', exact: true }), hall.getByText(/votes in/), chair.getByRole('button', { name: /^Close the vote/ }));
  await lookAt(one, 'phone-vote'); await lookAt(hall, 'hall-vote'); await lookAt(chair, 'chair-vote');
  await onWall(hall, 'hall, vote');
  await soon('a phone votes: it is told so, and counted', () => one.getByRole('button', { name: 'For', exact: true }).click(),
    one.locator('[data-own] .strip').first(), hall.locator('#cast', { hasText: '1' }));
  await plain.goto(C + '/now');
  await plain.getByRole('button', { name: 'Against', exact: true }).click();
  await plain.goto(C + '/now');
  check((await plain.locator('[data-own] .strip').count()) > 0, 'a phone without scripts votes too');
  await soon('both are counted', async () => {}, hall.locator('#cast', { hasText: '2' }));
  check(!/Against\s*1/.test(await hall.locator('main').innerText()), 'nobody sees how they voted');
  await soon('the vote is closed: the result is everywhere', () => chair.getByRole('button', { name: /^Close the vote/ }).click(),
    ...[one, hall, press].map(p => p.getByText(/Needed|carried|Not carried|tie/i).first()));
  await lookAt(one, 'phone-result'); await lookAt(hall, 'hall-result'); await lookAt(chair, 'chair-result'); await lookAt(press, 'press');
  await onWall(hall, 'hall, result');
}

await main(async folder => {
  const db = demo(folder);
  mkdirSync(shots, { recursive: true });
  execFileSync('python3', [join(root, 'tests', 'browser', 'conference_seed.py'), db]);
  const w = { db, house: await serve(db) }, browser = await launch(), base = w.house.base;
  w.base = base;
  try {
    w.chair = await open(browser, base, 'kirsi.holm', '/chair', { viewport: desk });
    w.desk2 = await open(browser, base, 'kirsi.holm', '/votes', { viewport: desk });
    w.one = await open(browser, base, 'jonah.pell', '/now', { viewport: phone });
    w.oneContext = w.one.context();
    w.plain = await open(browser, base, 'runa.vale', '/now', { viewport: phone, javaScriptEnabled: false });
    w.hall = await open(browser, base, 'kirsi.holm', '/hall', { viewport: { width: 1920, height: 1080 } });
    w.teller = await open(browser, base, 'tove.lind', '/tellers', { viewport: phone });
    w.interpreter = await open(browser, base, 'tove.lind', '/interpreters', { viewport: desk });
    w.press = await open(browser, base, 'tove.lind', '/press', { viewport: desk });
    await debate(w);
    await badNetwork(w);
    await restart(w);
    await lateScript(w, browser);
    await vote(w);
    took.sort((a, b) => a - b);
    const middle = took[Math.floor(took.length / 2)];
    console.log(`    ${took.length} changes shown elsewhere after ${middle} ms in the middle, ${took.at(-1)} ms at most`);
    check(middle < 1000, 'what one does the others show within a second', took.join(' '));
    const errors = [w.chair, w.one, w.hall, w.teller, w.interpreter, w.press].flatMap(p => p.errors);
    check(errors.length === 0, 'no page says an error', ...errors);
  } finally {
    await browser.close();
    await w.house.stop();
  }
});
