// Every page that a person can come to: the links are followed from Today, each
// kind of address once.
import { logIn, person } from './house.mjs';

export const roles = { member: 'jonah.pell', secretary: 'runa.vale', officer: 'kirsi.holm', president: 'maren.aske', auditor: 'tove.lind' };

// "/meetings/0123456789ab/minutes" is one kind with all other minutes.
export const kindOf = path => path.split('?')[0].replace(/\/[0-9a-z]{12}(?=\/|$)/g, '/{id}').replace(/\/rules\/\w+$/, '/rules/{article}');

// Addresses that a form leads to and no link does.
const BEYOND = ['/offline', '/outbox', '/nowhere'];
const BEYOND_FOR = { 'runa.vale': ['/meetings/record?kind=general'] };
const LEFT_OUT = /^\/(static|logout|me\/export)|\.(json|ics|xml|pdf|csv|atom)|\/(pdf|plain|recount)(\?|$)|#/;

export async function findPages(browser, base, login) {
  const context = await person(browser, base), page = await context.newPage();
  const found = new Map();
  if (login) await logIn(page, login);
  const todo = login ? ['/', '/more', ...BEYOND, ...(BEYOND_FOR[login] || [])] : ['/login', '/i', '/nowhere'];
  while (todo.length) {
    const path = todo.shift(), kind = kindOf(path);
    if (found.has(kind) || LEFT_OUT.test(path)) continue;
    const answer = await page.goto(path);
    found.set(kind, { path, status: answer.status() });
    if (!login) continue;
    const links = await page.$$eval('a[href^="/"]', as => as.map(a => a.getAttribute('href')));
    todo.push(...links.filter(l => !found.has(kindOf(l))));
  }
  await context.close();
  return found;
}
