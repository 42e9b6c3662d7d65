// Works without signal: our files from the phone, pages from the network with a
// kept copy behind, the outbox sent when signal returns.
importScripts('/static/outbox.js');
const FILES = ['/static/cellwork.css', '/static/outbox.js', '/static/cellwork.js', '/static/door.js', '/static/icons.svg', '/static/icon.svg', '/static/app.webmanifest'];
const PAGES = ['/offline', '/outbox'];
// The names of the files carry their hashes, so another release has other caches.
const F = 'files ' + FILES.join(' '), P = 'pages ' + FILES.join(' ');
const WAIT = 6000;

const keep = async url => {
  const res = await fetch(url, { credentials: 'same-origin' });
  if (res.ok && !res.redirected) await (await caches.open(P)).put(url, res);
};
const keepAll = urls => Promise.all(urls.map(url => keep(url).catch(() => {})));

self.addEventListener('install', e => {
  self.skipWaiting();
  e.waitUntil(caches.open(F).then(c => c.addAll(FILES)).then(() => keepAll(PAGES)));
});
self.addEventListener('activate', e => e.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== F && name !== P) await caches.delete(name);
  if (self.registration.navigationPreload) await self.registration.navigationPreload.enable();
  await clients.claim();
})()));

// Which windows show a kept copy, and of when.
const kept = new Map();
const page = async e => {
  const c = await caches.open(P), stop = new AbortController(), timer = setTimeout(() => stop.abort(), WAIT);
  try {
    const ahead = await Promise.race([e.preloadResponse, new Promise((_, no) => stop.signal.addEventListener('abort', no))]);
    const res = ahead || await fetch(e.request, { signal: stop.signal });
    if (res.ok && res.headers.get('X-Offline') === 'keep') e.waitUntil(c.put(e.request.url, res.clone()));
    return res;
  } catch {
    const copy = await c.match(e.request.url);
    if (copy && e.resultingClientId) kept.set(e.resultingClientId, Date.parse(copy.headers.get('Date')) || 0);
    return copy || await c.match('/offline') || Response.error();
  } finally { clearTimeout(timer); }
};
self.addEventListener('fetch', e => {
  const r = e.request, u = new URL(r.url);
  if (r.method !== 'GET' || u.origin !== location.origin) return;
  if (r.mode === 'navigate') e.respondWith(page(e));
  else if (u.pathname.startsWith('/static/')) e.respondWith(caches.match(r).then(hit => hit || fetch(r)));
});
self.addEventListener('sync', e => {
  if (e.tag === 'outbox') e.waitUntil(cwOutbox.flush().then(r => { if (r.how === 'later') throw new Error('still no signal'); }));
});
self.addEventListener('message', e => {
  const { forget, keep: url, age } = e.data || {};
  const wanted = [...(forget ? PAGES : []), ...(url ? [url] : [])];
  e.waitUntil((forget ? caches.delete(P) : Promise.resolve()).then(() => keepAll(wanted)));
  if (age && kept.has(e.source.id)) e.source.postMessage({ age: kept.get(e.source.id) });
});
