// What axe and a ruler find on a page that is open, light and dark. The context
// has to let scripts in (bypassCSP).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ALL = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

const said = (violations, when) => violations.map(v =>
  `${when}${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`);

const runs = async (page, runOnly) => (await page.evaluate(runOnly => axe.run(document, { runOnly, resultTypes: ['violations'] }), runOnly)).violations;

export async function lookAt(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate(axe);
  // What a bar lies over is scrolled from under it; it would count as too small.
  const bars = await page.addStyleTag({ content: '.top, .nav, .jump, .stick { position: static !important }' });
  const found = said(await runs(page, ALL), '');
  await page.emulateMedia({ colorScheme: 'dark' });
  found.push(...said(await runs(page, COLOURS), 'dark: '));
  await page.emulateMedia({ colorScheme: 'light' });
  await bars.evaluate(e => e.remove());
  if (over > 0) found.push(`${over} pixels over the edge`);
  return found;
}

// The page as it stands, written from right to left: what runs over its edge then.
export async function turnedOver(page) {
  const over = await page.evaluate(() => {
    const html = document.documentElement, before = html.dir;
    html.dir = 'rtl';
    const wide = html.scrollWidth - innerWidth;
    html.dir = before;
    return wide;
  });
  return over > 0 ? [`right to left: ${over} pixels over the edge`] : [];
}
