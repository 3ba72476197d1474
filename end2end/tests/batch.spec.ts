// One deed for many cases, as an officer does it: ticked in the list, chosen, undone in time, and done to each.
import type { Page } from '@playwright/test';
import { handIn } from './handed';
import { axe, expect, hydrated, scripts, signIn, test } from './fixtures';

const DESK = '/kota-bandung/meja';

/** Ticks these cases in the list, and goes on with them. */
async function choose(page: Page, numbers: string[]): Promise<void> {
  // What a search finds stands on one page, however much waits there.
  await page.goto(`${DESK}?cari=${(numbers[0] ?? '').slice(0, 2)}`);
  await hydrated(page);
  for (const number of numbers) await page.locator(`.rows input[value="${number}"]`).check();
  await page.locator('form.many button').click();
  await page.waitForURL(/\/meja\/banyak\//);
}

test('a deed for many waits for ten seconds, can be undone, and is done to each @desk', async ({ page }) => {
  test.setTimeout(150_000);
  const numbers = [(await handIn()).number, (await handIn()).number];
  await signIn(page, 'tu');

  // What is ticked stays so when the list is read anew under one's hands.
  await choose(page, numbers);
  await expect(page.locator('h1')).toContainText('2 berkas');
  await expect(page.locator('.deeds')).toContainText('Ambil untuk saya kerjakan');
  await axe(page);
  await page.getByRole('link', { name: 'Ambil untuk saya kerjakan' }).click();
  await page.waitForURL(/lakukan=ambil/);
  await axe(page);
  await page.locator('main form button').first().click();
  await expect(page.locator('#muat')).toContainText('Belum ada berkas yang berubah');
  await axe(page);
  await page.getByRole('button', { name: 'Batalkan' }).click();
  await expect(page.locator('#muat')).toContainText('Tidak ada berkas yang berubah');
  await page.goto(`${DESK}/${numbers[0]}`);
  await hydrated(page);
  await expect(page.locator('#kerja')).toContainText('Belum ada yang mengerjakan');

  // The same again, and let go: each case has its own result.
  await choose(page, numbers);
  await page.getByRole('link', { name: 'Ambil untuk saya kerjakan' }).click();
  await page.locator('main form button').first().click();
  await expect(page.locator('#muat')).toContainText('Dijalankan dalam');
  if (scripts()) {
    await expect(page.locator('#muat'), 'it says by itself when it is done').toContainText('2 berhasil', { timeout: 30_000 });
  } else {
    await expect(async () => {
      await page.reload();
      await expect(page.locator('#muat')).toContainText('2 berhasil', { timeout: 500 });
    }).toPass({ timeout: 30_000 });
  }
  await axe(page);
  await page.goto(`${DESK}/${numbers[1]}`);
  await hydrated(page);
  await expect(page.locator('#kerja')).toContainText('Anda mengerjakan berkas ini sampai pukul');
});

test('ticks stay while the list is read anew', { tag: ['@scripts', '@desk'] }, async ({ page }) => {
  await signIn(page, 'tu');
  await page.goto(`${DESK}?urut=lama`);
  await hydrated(page);
  const tick = page.locator('.rows input[type=checkbox]').first();
  const number = await tick.getAttribute('value');
  await tick.check();
  // A colleague elsewhere may take one while another comes: it is enough that the number was another one for a moment.
  await page.evaluate(() => {
    const read = () => document.querySelector('.filters .tag b')?.textContent;
    const before = read();
    const look = () => {
      const now = read();
      if (now && now !== before) document.documentElement.setAttribute('data-anew', '');
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await handIn();
  await expect(page.locator('html[data-anew]'), 'the list is new').toBeAttached();
  await expect(page.locator(`.rows input[value="${number}"]`)).toBeChecked();
});
