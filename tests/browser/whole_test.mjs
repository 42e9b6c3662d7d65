// A conference from its plan to its proceedings, wholly by the pages that people
// have, on a phone: once without scripts and once with. The organiser plans it,
// counts the key, enters delegates, the hall, the order of business and posts; a
// cell hands a motion in; badges are made and shown at a door; a motion is voted
// on by cards which two tellers count, first differently; the sitting is closed,
// its bulletin edited, approved and published. With scripts each page is looked
// at by axe, light and dark, and turned from right to left.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { check, demo, equal, launch, logIn, main, person, serve } from './house.mjs';
import { lookAt, turnedOver } from './looks.mjs';

const PEOPLE = { organiser: 'maren.aske', chair: 'kirsi.holm', one: 'jonah.pell', two: 'runa.vale', teller: 'tove.lind' };
// As the demo organisation numbers them; a member's number stands on his or her page.
const NUMBER = { organiser: '00000106', chair: '00000104', one: '00000407', two: '00000401', teller: '00000105' };
const POST = { chair: '2', teller: '3', door: '4', editor: '5' };
const folder = process.env.PICTURES;
const today = new Date().toISOString().slice(0, 10);

const said = page => page.locator('main').innerText();

class Walk {
  constructor(browser, base, scripts) {
    Object.assign(this, { browser, base, scripts, name: scripts ? 'with scripts' : 'without scripts', at: '', shots: 0, errors: [], looked: new Set() });
  }

  ok(held, name, ...why) { return check(held, `${this.name}: ${name}`, ...why); }

  async enter() {
    for (const [who, login] of Object.entries(PEOPLE)) {
      const context = await person(this.browser, this.base, { javaScriptEnabled: this.scripts, bypassCSP: true });
      this[who] = await context.newPage();
      this[who].on('pageerror', e => this.errors.push(`${who}: ${e}`));
      this[who].on('dialog', d => d.accept());
      this[who].on('response', r => r.status() >= 500 && this.errors.push(`${r.status()} ${r.url()}`));
      await logIn(this[who], login);
    }
  }

  async go(page, rest) {
    await page.goto(this.at + rest);
  }

  // Presses it, and waits until the page that it leads to says something.
  async press(page, name, shows, where = 'main') {
    await page.locator(where).getByRole('button', { name }).first().click();
    await page.locator(where).getByText(shows).first().waitFor({ timeout: 15000 }).catch(async () => {
      throw new Error(`${this.name}: after "${name}" ${page.url()} does not say ${shows}:\n${(await said(page)).slice(0, 1200)}`);
    });
  }

  // What axe finds on the page as it stands.
  async look(page, name) {
    if (folder) {
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${this.scripts ? 'script' : 'plain'}-${String(++this.shots).padStart(2, '0')}-${name.replace(/\W+/g, '-')}.png`), fullPage: true });
    }
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const found = over > 0 ? [`${over} pixels over the edge`] : [];
    if (this.scripts && !this.looked.has(name)) {
      this.looked.add(name);
      found.push(...await lookAt(page), ...await turnedOver(page));
    }
    this.ok(found.length === 0, `${name}: nothing is found on the page`, ...found);
  }
}

async function plan(w) {
  const o = w.organiser;
  await o.goto('/tree');
  await o.locator('main a[href^="/u/"]').first().click();
  await o.getByRole('link', { name: /Conferences/ }).click();
  await o.getByRole('link', { name: 'Plan a conference' }).click();
  await o.locator('#title').fill(w.scripts ? '7th Conference' : '6th Conference');
  await o.locator('#from').fill(today);
  await o.locator('#last').fill(today);
  await o.locator('#place').fill('Hall B');
  await w.look(o, 'plan a conference');
  await o.getByRole('button', { name: 'Plan the conference' }).click();
  await o.waitForURL(/\/c\/[0-9a-z]{12}$/);
  w.at = new URL(o.url()).pathname;
  await w.look(o, 'planned');
  await w.go(o, '/order');
  await w.press(o, /One sitting each day/, /Sitting 1/);
  await o.getByRole('link', { name: /Add an item.*Sitting 1/ }).first().click();
  await o.locator('#title').fill('Motion 1: Night work');
  await o.locator('#kind').selectOption({ label: 'Motion' });
  await o.locator('#minutes').fill('30');
  await w.look(o, 'add an item');
  await w.press(o, 'Add the item', 'Motion 1: Night work');
  await w.look(o, 'order of business');
}

async function sendDelegates(w) {
  const o = w.organiser;
  await w.go(o, '/delegates/rules');
  await o.locator('#tier').selectOption({ label: 'Cells' });
  await o.locator('#per_n').fill('1');
  await o.locator('#per_m').fill('5');
  await o.locator('input[name=base][value="2"]').check();
  await o.locator('input[name=rounding][value="5"]').check();
  await w.look(o, 'rules of the conference');
  await w.press(o, 'Save the rules', /1 delegate for 5 members/);
  await w.press(o, 'Show what it would be', /Nothing is changed yet/);
  await w.look(o, 'key, not kept yet');
  await w.press(o, 'Keep it as the key', /Counted from the register/);
  await w.look(o, 'delegates');
  await o.getByRole('link', { name: 'Cell 4, Harbour Bakery' }).first().click();
  await w.look(o, 'delegation, empty');
  const delegation = new URL(o.url()).pathname;
  await o.getByRole('link', { name: 'Enter who was elected' }).click();
  for (const [who, shows] of [['one', /has 1 of 3/], ['two', /has 2 of 3/]]) {
    await o.locator('#number').fill(NUMBER[who]);
    await o.locator('#meeting').selectOption({ index: 1 });
    await w.look(o, 'enter who was elected');
    await w.press(o, 'Put on the list', shows);
  }
  await o.goto(delegation);
  await w.look(o, 'delegation');
  w.ok(/2 elected/.test(await said(o)), 'two are elected', (await said(o)).slice(0, 300));
  await w.go(o, '/delegates/all');
  await w.look(o, 'everybody on the list');
}

async function prepareHall(w) {
  const o = w.organiser;
  await w.go(o, '/seats');
  await o.locator('#part').fill('A');
  await o.locator('#seats').fill('10');
  await w.press(o, 'Add it', /0 of 10 seats/);
  await w.press(o, 'Give out all seats', /2 of 10 seats/);
  await w.look(o, 'hall and seats');
  for (const [post, who, name] of [['chair', 'chair', 'Kirsi Holm'], ['teller', 'teller', 'Tove Lind'], ['teller', 'organiser', 'Maren Aske'], ['editor', 'organiser', 'Maren Aske'], ['door', 'organiser', 'Maren Aske']]) {
    await w.go(o, '/people');
    const before = await o.getByText(name).count();
    await o.locator('#post').selectOption(POST[post]);
    await o.locator('#number').fill(NUMBER[who]);
    await o.getByRole('button', { name: 'Give the post' }).click();
    await o.getByText(name).nth(before).waitFor({ timeout: 15000 });
  }
  await w.look(o, 'who does what');
  await w.go(o, '');
  await w.press(o, 'Call the conference', /It is called/);
  await w.look(o, 'called');
}

async function handIn(w) {
  const m = w.two;
  await w.go(m, '/motions/new');
  await m.locator('#title').fill('Night work');
  await m.locator('#text').fill('Night work ends at ten.\n\nIt is paid twice.');
  await m.locator('#reason').fill('Who bakes at night sleeps by day.');
  await w.look(m, 'hand in a motion');
  await w.press(m, 'Hand in the motion', /It is paid twice/);
  await w.look(m, 'motion');
  await w.go(m, '/motions');
  await w.look(m, 'motions');
}

async function openDoors(w) {
  const o = w.organiser;
  await w.go(o, '/badges');
  await w.press(o, 'Make the badges', /Sheets to print/);
  await w.look(o, 'badges');
  for (const who of ['one', 'two']) {
    await w.go(w[who], '/badge');
    await w[who].locator('.qr, svg').first().waitFor();
  }
  await w.look(w.one, 'my badge');
  for (const [number, name] of [['1', 'Jonah Pell'], ['2', 'Runa Vale']]) {
    await w.go(o, '/door');
    await o.locator('#door').fill('North');
    await o.locator('#badge').fill(number);
    await w.press(o, 'Let pass', name);
  }
  await w.look(o, 'at the door');
  w.ok(/2/.test(await o.locator('#door-hall').innerText()), 'two are in', await o.locator('#door-hall').innerText());
  await o.locator('#badge').fill('999');
  await w.press(o, 'Let pass', /nobody|no badge|Nobody|Not /i);
  await w.look(o, 'at the door, a strange number');
}

async function openSitting(w) {
  const c = w.chair;
  await w.go(c, '/chair');
  await w.press(c, 'Open the sitting', /Next: Opening/);
  await w.press(c, /^Next: Opening/, 'Close this item');
  await w.press(c, /Open.*Motion 1: Night work/s, /Motion 1: Night work/);
  await w.look(c, "chair's desk");
  await w.go(w.one, '/now');
  await w.one.getByText('Motion 1: Night work').first().waitFor();
  await w.look(w.one, 'phone of a delegate');
}

// What a teller sees after the numbers are sent.
async function count(w, page, numbers, shows) {
  await w.go(page, '/tellers');
  const block = page.locator('#block');
  if (await block.count()) await block.selectOption({ label: await block.locator('option', { hasText: /A$/ }).first().innerText() });
  for (const [n, id] of [[0, 'c1'], [1, 'c2'], [2, 'c3']]) await page.locator('#' + id).fill(String(numbers[n]));
  await w.look(page, 'teller, what I counted');
  await w.press(page, 'Send my numbers', shows);
}

async function vote(w) {
  const c = w.chair;
  await w.go(c, '/votes/new');
  await c.locator('#question').fill('Do you accept motion 1?');
  await c.locator('#about').selectOption({ index: 1 });
  await c.locator('input[name=kind][value="1"]').check();
  await c.locator('input[name=way][value="1"]').check();
  await c.locator('#rule').selectOption('2');
  await c.locator('#quorum').selectOption('2');
  await c.locator('#item').selectOption({ label: await c.locator('#item option', { hasText: 'Night work' }).first().innerText() });
  await w.look(c, 'prepare a vote');
  await w.press(c, 'Prepare the vote', /Not open yet/);
  const address = new URL(c.url()).pathname;
  await w.press(c, 'Open the vote', /Close the vote/);
  await w.look(c, 'a vote by cards, open');
  await w.press(c, 'Close the vote', /Leave it as it is/);
  await w.look(c, 'close this vote?');
  await w.press(c, 'Close the vote', /teller/i);
  await w.look(c, 'a vote by cards, closed');
  await count(w, w.teller, [2, 0, 0], /another to come/);
  await count(w, w.organiser, [1, 1, 0], /differ/i);
  await c.goto(address);
  await w.press(c, /Take over/, /differ/i);
  w.ok(!/Carried: /.test(await said(c)), 'numbers that differ are not taken over');
  await w.look(c, 'a vote whose tellers differ');
  await count(w, w.organiser, [2, 0, 0], /agree|two/);
  await c.goto(address);
  await w.press(c, /Take over/, /Carried: 2 for, 0 against/);
  w.ok(true, 'two tellers agree, and it is carried');
  await w.look(c, 'result');
  await w.go(w.two, '/motions');
  w.ok(/carried|accepted|adopted/i.test(await said(w.two)), 'the motion stands as decided', (await said(w.two)).slice(0, 500));
}

async function close(w) {
  const c = w.chair, o = w.organiser;
  await w.go(c, '/chair');
  await w.press(c, 'Close the sitting', /Open|closed|over/i);
  await w.go(o, '/bulletins');
  await w.look(o, 'bulletins');
  await o.locator('main .rows a').first().click();
  await w.look(o, 'bulletin, drafted');
  const address = new URL(o.url()).pathname;
  w.ok(/Night work/.test(await said(o)), 'the draft says what was decided', (await said(o)).slice(0, 900));
  await o.getByRole('link', { name: 'Change the text' }).click();
  await o.waitForURL(/\/edit/);
  const field = o.locator('#text');
  await field.fill(await field.inputValue() + '\n\nThe hall was cold.\n');
  await w.look(o, 'change the text of a bulletin');
  await w.press(o, 'Keep the text', 'The hall was cold.');
  await c.goto(address);
  await w.press(c, 'Approve it', /Approved|approved/);
  await o.goto(address);
  await w.look(o, 'bulletin, approved');
  await o.getByRole('button', { name: 'Publish it for members' }).click();
  await o.getByRole('button', { name: 'Publish it for members' }).waitFor({ state: 'detached' });
  await w.look(o, 'bulletin, published');
  await w.one.goto(address);
  w.ok(/The hall was cold/.test(await said(w.one)), 'a member reads the bulletin');
}

async function afterwards(w) {
  const o = w.organiser;
  await w.go(o, '/bulletins');
  const resolution = o.locator('main a[href*="/resolutions/"]').first();
  if (w.ok(await resolution.count() === 1, 'what was carried is a resolution', (await said(o)).slice(0, 600))) {
    await resolution.click();
    await w.look(o, 'resolution');
  }
  await w.go(o, '/proceedings');
  w.ok(/Night work/.test(await said(o)), 'the proceedings have it');
  await w.look(o, 'proceedings');
  await w.go(o, '/commendations');
  await o.locator('[name=member]').fill(NUMBER.one);
  await o.locator('[name=work]').fill('For forty winters at the oven');
  await w.press(o, 'Put on the list', 'Jonah Pell');
  await w.look(o, 'commendations');
  await o.getByRole('link', { name: /Jonah Pell/ }).first().click();
  await w.look(o, 'commendation');
}

await main(async work => {
  const house = await serve(demo(work)), browser = await launch();
  try {
    for (const scripts of [false, true]) {
      const w = new Walk(browser, house.base, scripts);
      await w.enter();
      for (const step of [plan, sendDelegates, prepareHall, handIn, openDoors, openSitting, vote, close, afterwards])
        await step(w).catch(async e => { throw new Error(`${w.name}, ${step.name}: the organiser's page was ${w.organiser.url()}:\n${(await said(w.organiser)).slice(0, 800)}`, { cause: e }); });
      equal(w.errors.join('\n'), '', `${w.name}: no page says an error`);
    }
  } finally {
    await browser.close();
    await house.stop();
  }
});
