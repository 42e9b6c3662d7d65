// What the browser tests share: a server of their own on loopback, a browser,
// and the lines "ok NAME" and "not ok NAME" of the test run.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'node:net';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const program = process.env.CELLWORK || join(root, 'build', 'cellwork');
export const password = 'long lakes and bread';
export const phone = { width: 360, height: 740 };
export const desk = { width: 1280, height: 900 };

let failures = 0;

export function check(held, name, ...why) {
  console.log((held ? 'ok ' : 'not ok ') + name);
  if (!held) {
    failures++;
    for (const line of why) console.log('    ' + String(line).slice(0, 2000));
  }
  return held;
}

export function equal(got, wanted, name) {
  return check(got === wanted, name, `got    ${JSON.stringify(got)}`, `wanted ${JSON.stringify(wanted)}`);
}

export const run = (...args) => execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const freePort = () => new Promise(ok => {
  const s = createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => ok(port)); });
});

// A copy of a demo organisation that is made once for all browser tests by one
// program; another may have other tables.
export function demo(folder, cells = 60) {
  const kept = join(root, 'build', `browser-demo-${cells}.db`), copy = join(folder, 'demo.db');
  const made = join(folder, 'made.db');
  if (!existsSync(kept) || statSync(kept).mtimeMs < statSync(program).mtimeMs) {
    mkdirSync(dirname(kept), { recursive: true });
    rmSync(kept, { force: true });
    run('demo', made, '--cells', String(cells));
    run('backup', made, kept);
  }
  copyFileSync(kept, copy);
  return copy;
}

// On a port of its own, or the one that a server had which was stopped.
export async function serve(db, at) {
  const port = at || await freePort();
  const child = spawn(program, ['serve', db, '--listen', `127.0.0.1:${port}`], { stdio: ['ignore', 'pipe', 'pipe'] });
  const base = `http://127.0.0.1:${port}`;
  let said = '';
  child.stdout.on('data', d => said += d);
  child.stderr.on('data', d => said += d);
  for (let i = 0; i < 100; i++) {
    try { if ((await fetch(base + '/healthz')).ok) break; } catch { /* not yet */ }
    await new Promise(ok => setTimeout(ok, 100));
    if (i === 99 || child.exitCode !== null) throw new Error('the server did not start: ' + said);
  }
  const stop = () => new Promise(ok => { child.on('exit', ok); child.kill('SIGTERM'); });
  return { base, stop, port };
}

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

export const person = (browser, base, more = {}) => browser.newContext({
  baseURL: base, viewport: phone, reducedMotion: 'reduce', serviceWorkers: 'block', locale: 'en-GB', ...more });

export async function logIn(page, login) {
  await page.goto('/login');
  await page.getByLabel('Login name').or(page.locator('#login')).first().fill(login);
  await page.locator('#password').fill(password);
  await page.locator('main button').first().click();
  await page.waitForURL(url => !url.pathname.startsWith('/login'));
}

// Runs a test with a folder, gone afterwards, and ends the process.
export async function main(test) {
  const folder = mkdtempSync(join(tmpdir(), 'cellwork-browser-'));
  try {
    await test(folder);
  } catch (e) {
    check(false, 'the test ran to its end', e.stack);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit(failures ? 1 : 0);
}
