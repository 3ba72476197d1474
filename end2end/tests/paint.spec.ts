// What a browser has to do with figures of `cargo xtask bench`, which starts this and waits for what it writes: PAINT is the folder
// in which both leave their files. `lihat`: when a wall has painted which number; `hari`: what a wall holds after a day; `antrean`:
// how soon a long list answers its officer's hand, on a processor that is four times slower.
import { existsSync, writeFileSync } from 'node:fs';
import type { CDPSession, Page } from '@playwright/test';
import { expect, hydrated, signIn, test } from './fixtures';

const FOLDER = process.env.PAINT ?? '';
const WALL = process.env.PAINT_WALL ?? '';

const leave = (name: string, what: unknown): void => writeFileSync(`${FOLDER}/${name}`, JSON.stringify(what));

async function wall(page: Page): Promise<void> {
  await page.goto(WALL);
  await page.waitForURL(/\/dinding$/);
  await hydrated(page);
}

test('lihat', async ({ page }) => {
  test.setTimeout(300_000);
  await wall(page);
  await page.evaluate(() => {
    const seen: [number, number][] = [];
    (window as unknown as { seen: typeof seen }).seen = seen;
    const read = (): number => Number(document.querySelector('.screen:not([hidden]) .tile .big')?.textContent?.replaceAll('.', '') ?? 0);
    seen.push([Date.now(), read()]);
    // A number is painted with the frame after the one in which it changed.
    const look = (): void => {
      const now = read();
      requestAnimationFrame(() => seen.push([Date.now(), now]));
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  leave('siap', true);
  await expect.poll(() => existsSync(`${FOLDER}/selesai`), { timeout: 240_000, intervals: [100] }).toBe(true);
  await page.waitForTimeout(2_000);
  leave('lihat.json', await page.evaluate(() => (window as unknown as { seen: [number, number][] }).seen));
});

/** Bytes of the page's heap and its elements, after everything that nobody holds is gone. */
async function held(devtools: CDPSession): Promise<{ heap: number; nodes: number }> {
  for (let i = 0; i < 3; i++) await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { nodes } = await devtools.send('Memory.getDOMCounters');
  return { heap: usedSize, nodes };
}

test('hari', async ({ page }) => {
  test.setTimeout(900_000);
  await page.clock.install();
  await wall(page);
  const devtools = await page.context().newCDPSession(page);
  const hours: { heap: number; nodes: number }[] = [];
  for (let hour = 0; hour <= 24; hour++) {
    // The first hour fills what is filled once.
    for (let minute = 0; minute < 60; minute++) {
      await page.clock.runFor(60_000);
      await page.evaluate(() => new Promise((done) => queueMicrotask(() => done(null))));
    }
    hours.push(await held(devtools));
  }
  leave('hari.json', { first: hours[0], last: hours.at(-1), hours });
});

test('antrean', async ({ page }) => {
  test.setTimeout(300_000);
  await signIn(page, 'tu');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  // By the interaction: how long until it was painted, and when it began, so that it is told which of the phases it belongs to.
  const times = new Map<number, { ms: number; begun: number }>();
  await page.exposeFunction('keep', (id: number, ms: number, begun: number) => times.set(id, { ms: Math.max(ms, times.get(id)?.ms ?? 0), begun }));
  const phases: { name: string; begun: number; acts: number }[] = [];
  const phase = (name: string): void => void phases.push({ name, begun: Date.now(), acts: 0 });
  const act = (n = 1): void => void (phases[phases.length - 1]!.acts += n);
  await page.addInitScript(() => {
    const keep = (window as unknown as { keep: (id: number, ms: number, begun: number) => void }).keep;
    const base = performance.timeOrigin;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[]) {
        if (entry.interactionId) keep(base + entry.interactionId, entry.duration, base + entry.startTime);
      }
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  });
  await page.goto('/kota-bandung/meja');
  await hydrated(page);
  const rows = await page.locator('.rows input[type=checkbox]').count();
  phase('ticks');
  for (let i = 0; i < Math.min(20, rows); i++) {
    await page.locator('.rows input[type=checkbox]').nth(i).click();
    act();
  }
  phase('search');
  await page.keyboard.press('/');
  await page.locator('#cari').pressSequentially('karang taruna', { delay: 40 });
  act(14);
  await page.locator('#cari').fill('');
  phase('opening');
  await page.locator('.rows a').first().click();
  act();
  await page.waitForURL(/meja\/[A-Z]/);
  await hydrated(page);
  const next: number[] = [];
  phase('next case');
  for (let i = 0; i < Math.min(30, rows - 1); i++) {
    const number = new URL(page.url()).pathname;
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    const begun = Date.now();
    await page.keyboard.press('j');
    await page.waitForURL((url) => url.pathname !== number);
    await expect(page.locator('section.paper h1')).toBeVisible();
    await page.waitForFunction(() => document.querySelector('section.paper header .small')?.textContent?.includes(location.pathname.split('/').pop()!), undefined, { polling: 'raf' });
    next.push(Date.now() - begun);
    act(2);
  }
  await page.waitForTimeout(500);
  // What took less than 16 ms is not reported: it is what is missing.
  const sorted = (from: number, to: number, acts: number): number[] => {
    const slow = [...times.values()].filter((t) => t.begun >= from && t.begun < to).map((t) => t.ms);
    return [...Array<number>(Math.max(0, acts - slow.length)).fill(16), ...slow].sort((a, b) => a - b);
  };
  const share = (all: number[], part: number): number => all[Math.max(0, Math.ceil(all.length * part) - 1)] ?? 0;
  const of = phases.map((p, i) => {
    const all = sorted(p.begun, phases[i + 1]?.begun ?? Infinity, p.acts);
    return { name: p.name, times: all.length, half: share(all, 0.5), most: share(all, 0.98), worst: share(all, 1) };
  });
  const all = sorted(0, Infinity, phases.reduce((sum, p) => sum + p.acts, 0));
  leave('antrean.json', { interactions: all.length, p98: share(all, 0.98), phases: of, next: next.sort((a, b) => a - b) });
});
