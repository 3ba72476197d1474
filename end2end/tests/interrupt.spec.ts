// Nothing typed is lost: whatever happens in the middle of a word, it is there when its writer comes back. The same run
// with more interruptions, and with a server that is killed, is a figure of `cargo xtask bench`: INTERRUPTIONS=200
// RESTART_SERVER='<command that kills the server, starts it again and waits until it answers>' BENCH_INTERRUPTIONS=<file>.
import { execSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, hydrated, test } from './fixtures';
import { begin } from './apply';

const TIMES = Number(process.env.INTERRUPTIONS ?? 16);
const RESTART = process.env.RESTART_SERVER;
const PAGES: Record<string, string[]> = {
  organisasi: ['organisation', 'registration_number', 'address', 'npwp'],
  'penanggung-jawab': ['leader_name', 'leader_nik', 'leader_phone', 'leader_address', 'secretary_name'],
  kegiatan: ['title', 'background', 'aims', 'beneficiaries'],
  pelaksanaan: ['location', 'programme_letter'],
};

/** Chance that is the same in every run. */
function dice(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

test('what is typed survives reloads, closed tabs, ended sessions and killed servers', async ({ browser, noise }) => {
  test.setTimeout(120_000 + TIMES * 9_000);
  const { baseURL, viewport } = test.info().project.use;
  const context = await browser.newContext({ baseURL, viewport: viewport ?? null });
  noise.watch(context);
  if (RESTART) noise.allow(/request failed|Failed to fetch|ERR_CONNECTION/, 'the server is killed on purpose');
  noise.expectStatus(401, /ajukan/);
  let page: Page = await context.newPage();
  await begin(page);
  const base = page.url().replace(/\/[^/]+$/, '');
  const code = (await page.locator('.saved b').innerText()).trim();
  const typed = new Map<string, Map<string, string>>();
  const roll = dice(20261124);
  const happened: Record<string, number> = {};

  const open = async (key: string): Promise<void> => {
    await page.goto(`${base}/${key}`);
    await hydrated(page);
  };
  const resume = async (): Promise<void> => {
    await page.goto('/kota-bandung/hibah/lanjut');
    await page.locator('input[name=kode]').fill(code);
    await page.locator('form:has(input[name=kode]) button').click();
    await page.waitForURL(/ajukan\/[0-9a-f-]{36}/);
  };

  for (let i = 0, tries = 0; i < TIMES && tries < TIMES * 2; tries++) {
    const key = Object.keys(PAGES)[roll(4)]!;
    await open(key);
    const names = PAGES[key]!;
    const name = names[roll(names.length)]!;
    const box = page.locator(`[name="${name}"]`);
    // Some boxes stand there only after another answer.
    if ((await box.count()) === 0) continue;
    i++;
    const text = /nik|npwp|phone|beneficiaries/.test(name) ? String(1_000_000 + roll(9_000_000)) : `Contoh ${i} ${'kata '.repeat(roll(6))}é😀`.trim();
    await box.fill('');
    await box.pressSequentially(text);
    const words = typed.get(key) ?? new Map<string, string>();
    words.set(name, text);
    typed.set(key, words);
    // Private answers never wait in the browser; a quarter of a second after the last key they are on their way.
    await page.waitForTimeout((/nik|npwp|phone|address/.test(name) ? 700 : 0) + roll(2_000));

    const kind = ['reload', 'tab', 'session', 'server'][roll(RESTART ? 4 : 3)]!;
    happened[kind] = (happened[kind] ?? 0) + 1;
    if (kind === 'reload') await page.reload();
    else if (kind === 'tab') {
      await page.close({ runBeforeUnload: false });
      page = await context.newPage();
    } else if (kind === 'session') {
      await context.clearCookies();
      await page.waitForTimeout(roll(1_500));
      await resume();
    } else {
      execSync(RESTART!);
      await page.waitForTimeout(roll(1_500));
    }
    await open(key);
    for (const [field, value] of words) await expect(page.locator(`[name="${field}"]`), `${i}: ${kind} while ${name} was typed`).toHaveValue(value);
  }

  // All of it, on all pages, at the end.
  let checked = 0;
  for (const [key, words] of typed) {
    await open(key);
    for (const [field, value] of words) {
      await expect(page.locator(`[name="${field}"]`)).toHaveValue(value);
      checked++;
    }
  }
  console.log(`${TIMES} interruptions ${JSON.stringify(happened)}: ${checked} fields as they were typed`);
  expect(checked).toBeGreaterThan(3);
  expect(Object.values(happened).reduce((a, b) => a + b, 0)).toBe(TIMES);
  if (process.env.BENCH_INTERRUPTIONS) writeFileSync(process.env.BENCH_INTERRUPTIONS, JSON.stringify({ times: TIMES, happened, checked }));
  await context.close();
});

test('what is sealed never waits in the browser, whatever a region calls it', async ({ browser, noise }) => {
  const { baseURL, viewport } = test.info().project.use;
  const context = await browser.newContext({ baseURL, viewport: viewport ?? null });
  noise.watch(context);
  noise.allow(/request failed|Failed to (fetch|load)|ERR_INTERNET/, 'the line is broken on purpose');
  const page = await context.newPage();
  await begin(page);
  await page.goto(page.url().replace(/\/[^/]+$/, '/penanggung-jawab'));
  await hydrated(page);
  await context.setOffline(true);
  for (const name of ['leader_name', 'leader_nik', 'leader_address', 'leader_phone']) await page.locator(`[name="${name}"]`).fill('0999 contoh');
  const waiting = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(waiting).toContain('leader_name');
  for (const name of ['leader_nik', 'leader_address', 'leader_phone']) expect(waiting).not.toContain(name);
  await context.close();
});
