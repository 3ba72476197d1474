// What each kind of page costs on the line, with an empty cache. A phone's money is spent by the kilobyte, so a page that
// outgrows its budget is a fault like any other.
import { writeFileSync } from 'node:fs';
import { expect, hydrated, signIn, test, weigh, type Persona } from './fixtures';

const KB = 1024;
/** A citizen's page: markup and style before it is usable; scripts and WebAssembly after it. */
const CITIZEN = { usable: 25 * KB, all: 220 * KB };
/** An office's page: all there is. */
const OFFICE = { usable: 350 * KB, all: 350 * KB };

interface Kind {
  page: string;
  path: string;
  as?: Persona;
}

const PAGES: Kind[] = [
  { page: 'home', path: '/kota-bandung' },
  { page: 'sign in', path: '/masuk' },
  { page: 'public list', path: '/kota-bandung/hibah' },
  { page: 'public case', path: 'a case of the list' },
  { page: 'questions before applying', path: '/kota-bandung/hibah/ajukan' },
  { page: 'page of the form', path: 'a page of the form' },
  { page: 'tracking', path: 'a case of the account', as: 'pemohon' },
  { page: 'checking a document', path: '/kota-bandung/verifikasi' },
  { page: 'account', path: '/kota-bandung/akun', as: 'pemohon' },
  { page: "officer's list", path: '/kota-bandung/meja', as: 'tu' },
  { page: "officer's case", path: 'a case of the desk', as: 'tu' },
  { page: 'command center', path: '/kota-bandung/komando', as: 'operator' },
];

test('every kind of page stays within its budget', async ({ browser, baseURL }) => {
  test.setTimeout(120_000);
  const weighed: Record<string, string | number>[] = [];
  for (const kind of PAGES) {
    // A context of its own: nothing of the page before is in its cache.
    const context = await browser.newContext({ baseURL });
    const page = await context.newPage();
    const path = await found(kind, async () => {
      // What it takes to get there is not counted, and must not warm the cache.
      const before = await browser.newContext({ baseURL });
      const way = await before.newPage();
      if (kind.as) await signIn(way, kind.as);
      const path = await lookup(kind, way);
      await context.addCookies(await before.cookies());
      await before.close();
      return path;
    });
    const budget = ['tu', 'operator'].includes(kind.as ?? '') ? OFFICE : CITIZEN;
    const weight = await weigh(page, async () => {
      await page.goto(path, { waitUntil: 'load' });
      if (budget === OFFICE) await hydrated(page);
      await page.waitForTimeout(500);
    });
    const usable = weight.html + weight.css;
    const all = weight.script + weight.wasm + (budget === OFFICE ? usable : 0);
    weighed.push({ page: kind.page, usable, usable_budget: budget.usable, all, all_budget: budget.all });
    expect.soft(usable, `${kind.page}: markup and style`).toBeLessThanOrEqual(budget.usable);
    expect.soft(all, `${kind.page}: scripts and WebAssembly`).toBeLessThanOrEqual(budget.all);
    expect(weight.html, `${kind.page}: a page came`).toBeGreaterThan(KB);
    if (budget === CITIZEN) expect(weight.wasm, `${kind.page}: no WebAssembly`).toBe(0);
    else expect(weight.wasm, `${kind.page}: it was hydrated`).toBeGreaterThan(KB);
    await context.close();
  }
  for (const w of weighed) console.log(`${String(w['page']).padEnd(28)} ${kb(w['usable'])} ${kb(w['all'])}`);
  if (process.env.BENCH_BYTES) writeFileSync(process.env.BENCH_BYTES, JSON.stringify(weighed));
});

const kb = (bytes: string | number | undefined): string => `${(Number(bytes) / KB).toFixed(1)} KB`.padStart(10);

async function found(kind: Kind, go: () => Promise<string>): Promise<string> {
  return kind.as || !kind.path.startsWith('/') ? go() : kind.path;
}

/** Where a page is that has no address of its own. */
async function lookup(kind: Kind, page: import('@playwright/test').Page): Promise<string> {
  const first = async (list: string, links: string): Promise<string> => {
    await page.goto(list);
    return (await page.locator(links).first().getAttribute('href')) ?? '';
  };
  switch (kind.page) {
    case 'public case':
      return first('/kota-bandung/hibah', 'table.list a[href*="/hibah/"]');
    case 'tracking':
      return first('/kota-bandung/akun', 'a[href*="/lacak/"]');
    case "officer's case":
      return first('/kota-bandung/meja', '.rows a');
    case 'page of the form': {
      const { begin } = await import('./apply');
      await begin(page);
      return new URL(page.url()).pathname;
    }
    default:
      return kind.path;
  }
}
