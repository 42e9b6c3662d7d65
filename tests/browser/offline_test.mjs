// A phone without signal: pages that were kept, drafts, the outbox, a refusal
// that comes later, another person on the same phone.
import { check, demo, equal, launch, logIn, main, person, serve } from './house.mjs';

const text = async (page, what) => (await page.locator(what).first().textContent()).trim();
const state = page => text(page, '.sync span');
const until = async (page, what, ms = 10000) => {
  for (const end = Date.now() + ms; Date.now() < end;) {
    if (await what()) return true;
    await page.waitForTimeout(100);
  }
  return false;
};
const shows = (page, wanted) => until(page, async () => await state(page) === wanted);

async function open(page) {
  await page.goto('/');
  await page.locator('section.do a.btn.pri').click();
  await page.locator('input[name=here]').first().waitFor();
  await page.waitForTimeout(300);
}

async function drafts(page) {
  await open(page);
  const boxes = await page.locator('input[name=here]').all();
  for (const box of boxes.slice(0, 9)) await box.check({ force: true });
  check((await text(page, '[data-quorum] span')).startsWith('9 '), 'the count follows the ticks');
  await page.locator('#notes').fill('Dara showed two rotas & a map.');
  await page.locator('[data-add]').click();
  await page.locator('#decs > li').nth(1).locator('textarea').first().fill('We try it for four weeks.');
  check(await until(page, async () => /^Saved on this phone at /.test(await text(page, '[data-saved]'))), 'what is being written is kept on the phone');
  await page.reload();
  check(await until(page, async () => /^Picked up/.test(await text(page, '[data-saved]'))), 'and is there again');
  equal(await page.locator('input[name=here]:checked').count(), 9, 'with its ticks');
  equal(await page.locator('#notes').inputValue(), 'Dara showed two rotas & a map.', 'its notes');
  equal(await page.locator('#decs > li').nth(1).locator('textarea').first().inputValue(), 'We try it for four weeks.', 'and the line that was added');
}

async function withoutSignal(page, context) {
  await context.setOffline(true);
  await page.reload();
  await page.locator('input[name=here]').first().waitFor();
  check(await until(page, () => page.locator('#age').isVisible()), 'a kept page says that it is one', await text(page, '#age'));
  check(await shows(page, 'No signal'), 'there is no signal, and the page says so');
  await page.goto('/me/settings');
  equal(await text(page, 'h1'), 'No signal', 'a page that was not kept');
  check(await until(page, async () => (await page.locator('#kept').textContent()).includes('Today')), 'names those that were');
  await page.goBack();
  await page.locator('input[name=here]').first().waitFor();
  check(await until(page, async () => await page.locator('input[name=here]:checked').count() === 9), 'the draft is there without signal');
  await page.locator('button[value=close], form .btn.pri').last().click();
  await page.waitForURL('**/outbox');
  check(await shows(page, '1 to send'), 'the minutes wait on the phone');
  check(/^Kept on /.test(await text(page, '#outbox .why')), 'with the hour at which they were kept');
}

async function signalAgain(page, context) {
  await context.setOffline(false);
  check(await shows(page, 'All sent'), 'they go out when signal returns');
  check(await until(page, () => page.locator('#outbox-empty').isVisible()), 'and wait no more');
  await page.goto('/meetings');
  const held = await page.locator('main').innerText();
  check(/9 of 14/.test(held), 'the meeting is recorded', held.slice(0, 600));
}

// An assignment that is not complete: nobody sees that before it arrives. The
// first try of the page is lost, as it is where a signal has only just returned.
async function refusedLater(page, context) {
  await page.goto('/assignments/new');
  await page.waitForTimeout(500);
  await context.setOffline(true);
  await page.locator('form[data-offline] textarea, form[data-offline] input[type=text]').first().fill('Ask the school');
  await page.locator('form[data-offline] .btn.pri').click();
  await page.waitForURL('**/outbox');
  let tries = 0;
  const there = url => url.pathname === '/assignments';
  await page.route(there, route => route.request().method() === 'POST' && !tries++ ? route.abort() : route.continue());
  await context.setOffline(false);
  // Before its script has looked, a page says that all is sent.
  check(await until(page, async () => await state(page) === '1 to look at', 20000), 'a refusal that comes later stays in the outbox', await page.locator('main').innerText());
  await page.unroute(there);
  const why = await text(page, '#outbox .why');
  check(why.length > 10, 'with its reason', why);
  await page.locator('#outbox [data-open]').click();
  check(await until(page, async () => await page.locator('form[data-offline] textarea, form[data-offline] input[type=text]').first().inputValue() === 'Ask the school'), 'and opens with what was written');
}

async function anotherPerson(page, context) {
  await page.goto('/more');
  page.once('dialog', d => d.accept());
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.waitForURL(url => !url.pathname.startsWith('/more'));
  await logIn(page, 'jonah.pell');
  await page.goto('/outbox');
  check(await until(page, () => page.locator('#outbox-empty').isVisible()), 'another person on this phone does not see what waits');
  equal(await state(page), 'All sent', 'and is not told of it');
  let kept;
  const gone = await until(page, async () => {
    kept = await page.evaluate(async () => {
      const name = (await caches.keys()).find(n => n.startsWith('pages '));
      return (await (await caches.open(name)).keys()).map(r => new URL(r.url).pathname);
    });
    return !kept.some(p => p.startsWith('/meetings') || p.startsWith('/assignments'));
  });
  check(gone, 'and no page of the first is kept', kept);
  await context.setOffline(true);
  await page.goto('/meetings');
  equal(await text(page, 'h1'), 'No signal', 'not even without signal');
  await context.setOffline(false);
}

await main(async folder => {
  const { base, stop } = await serve(demo(folder));
  const browser = await launch();
  try {
    const context = await person(browser, base, { serviceWorkers: 'allow' }), page = await context.newPage();
    const wrong = [];
    page.on('pageerror', e => wrong.push(e.message));
    await logIn(page, 'runa.vale');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await page.waitForTimeout(500);
    check(await shows(page, 'All sent'), 'at first nothing waits');
    await drafts(page);
    await withoutSignal(page, context);
    await signalAgain(page, context);
    await refusedLater(page, context);
    await anotherPerson(page, context);
    check(wrong.filter(w => !/Transition/.test(w)).length === 0, 'no script stumbled', ...wrong);
  } finally {
    await browser.close();
    await stop();
  }
});
