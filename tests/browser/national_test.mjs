// The picture of all cells: it is the picture of the styles, in light and in dark;
// its places lead to the rows of the table, by keyboard too; without scripts, on a
// phone, from right to left. What has not changed is not sent again.
import { check, demo, desk, equal, launch, logIn, main, person, phone, run, serve, password } from './house.mjs';

// How often each colour stands in the picture, as the browser shows it.
const coloursOf = page => page.evaluate(async () => {
  const img = document.querySelector('.field-img');
  await img.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: img.naturalWidth, height: img.naturalHeight });
  const pen = canvas.getContext('2d'), found = {};
  pen.drawImage(img, 0, 0);
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < data.length; i += 4) {
    const key = data[i + 3] === 0 ? 'none' : '#' + [0, 1, 2].map(k => data[i + k].toString(16).padStart(2, '0')).join('');
    found[key] = (found[key] || 0) + 1;
  }
  const style = getComputedStyle(document.documentElement);
  const wanted = [0, 1, 2, 3, 4].map(n => style.getPropertyValue('--c' + n).trim());
  return { found, wanted, size: [img.naturalWidth, img.naturalHeight].join(' x ') };
});

async function open(browser, base, more, path = '/national') {
  const context = await person(browser, base, more), page = await context.newPage();
  await logIn(page, 'tove.lind');
  const answer = await page.goto(path);
  return { context, page, answer };
}

async function looksRight(browser, base) {
  for (const colorScheme of ['light', 'dark']) {
    const { context, page } = await open(browser, base, { viewport: desk, colorScheme });
    const { found, wanted, size } = await coloursOf(page);
    equal(size, '960 x 648', `${colorScheme}: the size of the picture`);
    const strange = Object.keys(found).filter(c => c !== 'none' && !wanted.includes(c));
    check(strange.length === 0 && found[wanted[0]] > 1000, `${colorScheme}: the colours are those of the styles`, JSON.stringify({ found, wanted }));
    await context.close();
  }
}

async function leadsToRows(browser, base) {
  const { context, page } = await open(browser, base, { viewport: desk });
  equal(await page.locator('nav a[aria-current=page]').innerText(), 'Whole federation', 'the navigation says it in the words of the organisation');
  const places = page.locator('.mapw a'), rows = page.locator('table.reg tbody tr');
  equal(await places.count(), await rows.count(), 'each place of the picture has its row');
  const said = await places.first().getAttribute('aria-label');
  check(/^.+, [\d,]+ cells, [\d.]+% late$/.test(said), 'a place says its name, its cells and how many are late', said);
  await places.first().focus();
  await page.keyboard.press('Enter');
  const row = page.locator('tr:target');
  equal(await row.count(), 1, 'Enter on a place leads to its row');
  check(said.startsWith(await row.locator('th a').innerText()), 'and it is the row of that place');
  await row.locator('th a').click();
  equal(await page.locator('h1').innerText(), said.split(',')[0], 'whose name leads to the unit');
  await context.close();
}

async function isNotSentAgain(browser, base) {
  const { context, page } = await open(browser, base, { viewport: desk });
  const path = await page.locator('.field-img').getAttribute('src');
  const first = await page.request.get(path), tag = first.headers().etag;
  const again = await page.request.get(path, { headers: { 'If-None-Match': tag } });
  equal(again.status(), 304, 'a picture that has not changed is not sent again');
  const other = await page.request.get(path + '&dark=1', { headers: { 'If-None-Match': '"' + 'a'.repeat(32) + '"' } });
  equal(other.status(), 200, 'another is');
  check((await first.body()).length < 60 * 1024, 'its size leaves room for the page', (await first.body()).length);
  await context.close();
}

async function worksWithout(browser, base) {
  const { context, page } = await open(browser, base, { viewport: phone, javaScriptEnabled: false });
  equal(await page.locator('.field-img').count(), 1, 'without scripts: the picture is there');
  const options = await page.locator('#show option').allInnerTexts();
  check(options.length > 1, 'without scripts: something else can be shown', options);
  await page.locator('#show').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL(/show=/);
  check((await page.locator('.key').innerText()).includes('In order'), 'without scripts: the dots show another rule');
  check(/show=[a-z]+\.[a-z.]+/.test(await page.locator('.field-img').getAttribute('src')), 'without scripts: so does the picture');
  await context.close();
}

async function fitsPhones(browser, base, name) {
  const { context, page } = await open(browser, base, { viewport: phone });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  equal(over, 0, `${name}: nothing over the edge of a phone`);
  const letters = await page.locator('.mapw .nar').evaluateAll(ts => ts.filter(t => getComputedStyle(t).display !== 'none').length);
  const keyed = await page.locator('.reg .lt').evaluateAll(ts => ts.filter(t => getComputedStyle(t).display !== 'none').length);
  check(letters > 0 && letters === keyed, `${name}: letters over the picture, and in the table`, letters, keyed);
  equal(await page.locator('.mapw').evaluate(e => getComputedStyle(e).direction), 'ltr', `${name}: the picture is not mirrored`);
  await context.close();
}

await main(async folder => {
  const db = demo(folder, 900), house = await serve(db), browser = await launch();
  try {
    await looksRight(browser, house.base);
    await leadsToRows(browser, house.base);
    await isNotSentAgain(browser, house.base);
    await worksWithout(browser, house.base);
    await fitsPhones(browser, house.base, 'phone');
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
    await fitsPhones(browser, house.base, 'right to left');
    await admin.close();
  } finally {
    await browser.close();
    await house.stop();
  }
});
