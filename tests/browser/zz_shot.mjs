import { desk, launch, logIn, person, phone, serve, run, password, demo } from './house.mjs';
import { mkdtempSync, readFileSync } from 'node:fs';
const folder = mkdtempSync('/tmp/st/shot-');
const db = demo(folder, 60);
const code = run('account','invite',db,'--admin').match(/code\t(\S+)/)[1];
const house = await serve(db), browser = await launch();
try {
  let context = await person(browser, house.base, { viewport: desk }), page = await context.newPage();
  await page.goto('/i/' + code);
  console.log(await page.title(), await page.$$eval('input', i => i.map(x => x.name + ':' + x.type)));
  await page.fill('input[name=login]', 'admin.one'); 
  for (const i of await page.$$('input[type=password]')) await i.fill(password);
  await page.click('main button');
  await page.waitForLoadState();
  console.log(page.url());
  for (const [name, vp] of [['d', desk], ['p', phone]]) {
    const c = await person(browser, house.base, { viewport: vp }), p = await c.newPage();
    await logIn(p, 'admin.one');
    for (const [n, path] of [['rules','/rules'],['art','/rules/12'],['draft','/rules/draft']]) {
      await p.goto(path); await p.screenshot({ path: `/tmp/st/${n}-${name}.png`, fullPage: n !== 'rules' });
    }
    const bad = readFileSync('examples/federation-statutes.md','utf8').replace('per month, notice','per moth, notice').replace('at county, elected','at conty, elected');
    await p.fill('textarea[name=text]', bad);
    await p.click('button[value=look]'); await p.waitForLoadState();
    await p.screenshot({ path: `/tmp/st/bad-${name}.png`, fullPage: false });
    const good = readFileSync('examples/federation-statutes.md','utf8').replace('per month, notice','per 3 weeks, notice');
    await p.fill('textarea[name=text]', good);
    await p.click('button[value=look]'); await p.waitForLoadState();
    await p.screenshot({ path: `/tmp/st/good-${name}.png`, fullPage: true });
    await c.close();
  }
} finally { await browser.close(); await house.stop(); }
