// A working day in three windows, on a server of its own whose clock can be moved on: fifty cases cleared by keyboard alone, a sick
// colleague's pile divided, and a wall on which what time alone made late turns red, until somebody takes care of it.
import type { Page } from '@playwright/test';
import { axe, expect, hydrated, signIn, test } from './fixtures';

const DESK = '/kota-bandung/meja';
const CASES = 50;

test.describe.configure({ mode: 'serial' });

test('a reviewer clears fifty cases by keyboard alone', async ({ page }) => {
  test.setTimeout(300_000);
  await signIn(page, 'tu');
  await page.goto(`${DESK}?layanan=hibah-uang&tahap=registry_check`);
  await hydrated(page);
  let pressed = 0;
  const press = async (key: string): Promise<void> => {
    pressed += 1;
    await page.keyboard.press(key);
  };
  await press('j');
  await page.waitForURL(/\/meja\/HB-/);
  const seen = new Set<string>();
  for (let i = 0; i < CASES; i += 1) {
    await hydrated(page);
    const number = new URL(page.url()).pathname.split('/').at(-1)!;
    expect(seen.has(number), `${number} comes once`).toBe(false);
    seen.add(number);
    await expect(page.locator('#keputusan')).toBeVisible();
    const before = pressed;
    await press('t');
    await expect(page.locator('details.offer[open] select[name^=reason]')).toBeFocused();
    await press('B');
    await press('Tab');
    await expect(page.locator('details.offer[open] button[name=action]')).toBeFocused();
    await press('Enter');
    await page.waitForURL((url) => url.searchParams.has('selesai') && !url.pathname.endsWith(number));
    expect(pressed - before, 'keys a decision').toBeLessThanOrEqual(4);
    await expect(page.locator('.note.ok').first(), 'each is told').toContainText(number);
  }
});

test("a chief divides a sick colleague's pile, and the colleague sees it come", async ({ browser, noise }, info) => {
  test.setTimeout(120_000);
  const window = async (persona: Parameters<typeof signIn>[1]): Promise<Page> => {
    const context = await browser.newContext(info.project.use);
    noise.watch(context);
    const page = await context.newPage();
    await signIn(page, persona);
    return page;
  };
  const [sick, well, chief] = [await window('tu'), await window('tu-2'), await window('kabag-tu')];
  // Whoever is sick now had begun with five.
  await sick.goto(DESK);
  await hydrated(sick);
  for (let i = 0; i < 5; i += 1) await sick.locator('.rows input[name=pilih]').nth(i).check();
  await sick.locator('form.many button').click();
  await sick.waitForURL(/\/banyak\//);
  await sick.locator('a[href*="lakukan=ambil"]').click();
  await sick.locator('form.card button').click();
  await expect(sick.locator('section.card h2').first()).toContainText('Ambil');
  await expect(sick.locator('main'), 'done after ten seconds').toContainText('5 berhasil', { timeout: 40_000 });

  await well.goto(`${DESK}?siapa=saya`);
  await hydrated(well);
  await expect(well.locator('.rows a.row')).toHaveCount(0);

  await chief.goto(`${DESK}/tim`);
  await axe(chief);
  const form = chief.locator('form[action$="/tim/bagi"]');
  const from = form.locator('select[name=from]');
  await from.selectOption({ index: await from.locator('option', { hasText: 'Petugas TU Contoh' }).evaluate((o) => (o as HTMLOptionElement).index) });
  const to = form.locator('select[name=to]');
  await to.selectOption({ index: await to.locator('option', { hasText: 'Petugas TU Kedua' }).evaluate((o) => (o as HTMLOptionElement).index) });
  await form.locator('[name=why]').fill('Petugas sakit hari ini');
  await form.locator('button').click();
  await expect(chief.locator('main')).toContainText('5 dari 5 berkas diserahkan');
  await expect(well.locator('.rows a.row'), 'without a reload').toHaveCount(5, { timeout: 20_000 });
  for (const page of [sick, well, chief]) await page.context().close();
});

test('what time alone makes late turns the wall red, until an operator takes care of it', async ({ page, browser, noise, request }, info) => {
  test.setTimeout(180_000);
  await signIn(page, 'operator');
  await page.goto('/kota-bandung/komando/tautan');
  await page.locator('#name').fill('Ruang kendali');
  await page.locator('main form button').first().click();
  await page.waitForURL(/dibuat=/);
  const link = (await page.locator('a[href*="/dinding/buka/"]').getAttribute('href'))!;
  const room = await browser.newContext({ ...info.project.use, viewport: { width: 1920, height: 1080 } });
  noise.watch(room);
  const wall = await room.newPage();
  await wall.goto(link);
  const late = async (): Promise<number> => Number(await wall.locator('[data-lewat]').getAttribute('data-lewat'));
  const before = await late();
  const calls = wall.locator('.calls .alarm.bad');

  // An operator takes care of all that calls already.
  await page.goto('/kota-bandung/komando/peringatan');
  await axe(page);
  const take = page.getByRole('button', { name: 'Saya tangani' });
  for (let left = await take.count(); left > 0; left -= 1) {
    await take.first().click();
    await expect(take).toHaveCount(left - 1);
  }
  await expect(calls, 'what is taken care of calls no more, by itself').toHaveCount(0, { timeout: 20_000 });

  // Three days go by, and nobody decides anything: what came this morning is late.
  const moved = await request.post('/demo/hari', { form: { days: 30 }, headers: { 'Sec-Fetch-Site': 'same-origin' } });
  expect(moved.status()).toBe(204);
  await expect(calls, 'the wall calls by itself').not.toHaveCount(0, { timeout: 90_000 });
  expect(await late()).toBeGreaterThan(before);
  await expect(wall.locator('.tile.bad').first()).toBeVisible();

  // The operator, whose session the thirty days have ended, comes back and takes care of it.
  await signIn(page, 'operator');
  await page.goto('/kota-bandung/komando/peringatan');
  const one = page.locator('section.alerts li', { has: page.getByRole('button', { name: 'Saya tangani' }) }).first();
  const figure = Number(/– ([\d.]+) berkas/.exec(await one.innerText())![1]!.replaceAll('.', ''));
  const door = (await one.locator('a').first().getAttribute('href'))!;
  await one.getByRole('button', { name: 'Saya tangani' }).click();
  await expect(page.locator('h2', { hasText: 'Sedang ditangani' })).toBeVisible();

  // Behind the number stand just those cases.
  await page.goto(door);
  let rows = await page.locator('table.list tbody tr').count();
  for (let next = page.locator('a[rel~=next]'); (await next.count()) > 0; rows += await page.locator('table.list tbody tr').count()) {
    await next.click();
    await page.waitForLoadState();
  }
  expect(rows, 'the list has as many as the alert said').toBe(figure);
  await axe(page);
  await room.close();
});
