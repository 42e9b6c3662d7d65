// A conference as its organiser plans it and as its chair runs it, with scripts
// and without; what those who take part see of it meanwhile. With PICTURES=FOLDER
// a picture of each step.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { check, demo, desk, equal, launch, logIn, main, person, phone, serve } from './house.mjs';
import { roles } from './pages.mjs';

const folder = process.env.PICTURES;
let shots = 0;

async function shot(page, name) {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${String(++shots).padStart(2, '0')}-${name}.png`), fullPage: true });
}

async function enter(browser, base, role, more = {}) {
  const context = await person(browser, base, more), page = await context.newPage();
  await logIn(page, roles[role]);
  return page;
}

const order = page => page.$$eval('.rows .t a', as => as.map(a => a.textContent.trim()).join(' / '));

async function plan(page) {
  await page.goto('/units');
  await page.goto('/tree');
  await page.locator('main a[href^="/u/"]').first().click();
  await page.getByRole('link', { name: /Conferences/ }).click();
  await shot(page, 'list');
  await page.getByRole('link', { name: 'Plan a conference' }).click();
  await page.getByRole('button', { name: 'Plan the conference' }).waitFor();
  await page.locator('#title').fill('6th Conference');
  await page.locator('#from').fill('2031-11-20');
  await page.locator('#last').fill('2031-11-19');
  await page.locator('#place').fill('Hall B');
  await page.getByRole('button', { name: 'Plan the conference' }).click();
  await page.locator('.errsum').waitFor();
  await shot(page, 'plan-refused');
  equal(await page.locator('#title').inputValue(), '6th Conference', 'what was filled in comes back');
  await page.locator('#last').fill('2031-11-21');
  await page.getByRole('button', { name: 'Plan the conference' }).click();
  await page.waitForURL(/\/c\/[0-9a-z]{12}$/);
  await shot(page, 'planned');
  return new URL(page.url()).pathname;
}

async function arrange(page, address) {
  await page.goto(address + '/order');
  await shot(page, 'order-empty');
  await page.getByRole('button', { name: /One sitting each day/ }).click();
  await page.waitForURL(/\/order$/);
  for (const title of ['Report of the council', 'Night work']) {
    await page.getByRole('link', { name: /Add an item.*Sitting 1/ }).click();
    await page.locator('#title').fill(title);
    await page.locator('#minutes').fill('45');
    if (title === 'Night work') await shot(page, 'item');
    await page.getByRole('button', { name: 'Add the item' }).click();
    await page.waitForURL(/\/order$/);
  }
  equal(await order(page), 'Opening / Report of the council / Night work / Closing', 'items stand in their order');
  await page.getByRole('button', { name: /^Up.*Night work/ }).click();
  await page.waitForURL(/\/order$/);
  equal(await order(page), 'Opening / Night work / Report of the council / Closing', 'an item goes up without a script');
  await page.getByRole('button', { name: /^Drop.*Report of the council/ }).click();
  await page.getByRole('button', { name: /^Put back.*Report of the council/ }).waitFor();
  await shot(page, 'order');
}

async function givePosts(page, address) {
  await page.goto(address + '/people');
  await page.locator('#post').selectOption({ label: 'Chair' });
  await page.locator('#number').fill('00000104');
  await page.getByRole('button', { name: 'Give the post' }).click();
  await page.getByRole('heading', { name: 'Chair' }).waitFor();
  await shot(page, 'people');
  check(await page.getByText('Kirsi Holm').count() > 0, 'the chair is named to all');
}

async function follow(page, address, names) {
  for (const [rest, name] of names) {
    await page.goto(address + rest);
    await shot(page, name);
  }
}

await main(async work => {
  const house = await serve(demo(work)), browser = await launch();
  try {
    const bare = await enter(browser, house.base, 'president', { viewport: desk, javaScriptEnabled: false });
    const address = await plan(bare);
    await arrange(bare, address);
    await givePosts(bare, address);
    await bare.goto(address);
    await bare.getByRole('button', { name: 'Call the conference' }).click();
    check(await bare.getByText('It is called.').count() === 1, 'it is called');

    // The one that is on: its chair opens the day, a delegate sees it.
    const chair = await enter(browser, house.base, 'officer', { viewport: desk });
    await chair.goto('/conferences');
    await chair.getByRole('link', { name: /5th Conference/ }).click();
    const on = new URL(chair.url()).pathname;
    check(await chair.getByRole('link', { name: /Article 30/ }).count() === 1, 'the rule that asks for it stands beside it');
    const delegate = await enter(browser, house.base, 'secretary', { viewport: phone });
    await delegate.goto(on + '/agenda');
    equal(await delegate.locator('li[aria-current=step]').count(), 0, 'nothing is dealt with before the day is opened');
    await chair.goto(on + '/chair');
    await shot(chair, 'chair-before');
    await chair.getByRole('button', { name: 'Open the sitting' }).click();
    await chair.getByRole('button', { name: /^Next: A training year/ }).click();
    await chair.getByRole('button', { name: 'Close this item' }).waitFor();
    await shot(chair, 'chair');
    await delegate.goto(on + '/agenda');
    equal(await delegate.locator('li[aria-current=step]').count(), 1, 'everybody sees what is dealt with');
    await follow(delegate, on, [['', 'phone'], ['/agenda', 'phone-agenda'], ['/people', 'phone-people'], ['/now', 'phone-now']]);
    const dark = await enter(browser, house.base, 'president', { viewport: phone, colorScheme: 'dark' });
    await follow(dark, on, [['', 'dark'], ['/order', 'dark-order'], ['/edit', 'dark-edit'], ['/cancel', 'dark-cancel'], ['/roll', 'dark-here']]);
    const wide = await enter(browser, house.base, 'president', { viewport: desk });
    await follow(wide, on, [['', 'wide'], ['/agenda', 'wide-agenda'], ['/roll', 'wide-here'], ['/agenda/print', 'paper']]);
  } finally {
    await browser.close();
    await house.stop();
  }
});
