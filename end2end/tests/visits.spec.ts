// Two officers visit a place where no telephone has a line: the route and the form are on the device, what is written there is signed on
// the screen and waits, and goes to the office by itself once there is a line.
import type { Page } from '@playwright/test';
import { axe, expect, scripts, signIn, test } from './fixtures';

const ROUTE = '/kota-bandung/meja/rute';
/** A picture of one pixel. */
const PICTURE = {
  name: 'depan.png',
  mimeType: 'image/png',
  buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64'),
};

/** A visit that waits for the officer; each screen takes another one. */
async function visit(page: Page): Promise<string> {
  await page.goto(ROUTE);
  const all = page.locator('a[href*="/meja/rute/"]');
  const nth = ['phone', 'desktop', 'no-js'].indexOf(test.info().project.name);
  expect(await all.count(), 'the demonstration has visits enough').toBeGreaterThan(nth);
  return (await all.nth(nth).getAttribute('href'))!;
}

async function fill(page: Page): Promise<void> {
  for (const item of await page.locator('fieldset.chk').all()) {
    await item.locator('label.ok').click();
    await item.locator('label.evidence input').fill('Dilihat sendiri');
  }
  const box = (key: string) => page.locator(`[name="captured.${key}"]`);
  await box('visited_on').fill('2026-07-06');
  await box('visit_findings').fill('Sesuai permohonan, tidak ada yang menghalangi.');
  await box('visit_point').fill('-6.91467, 107.60981');
  await box('visit_photos').setInputFiles(PICTURE);
  await box('witness_name').fill('Contoh Rekaan');
}

test('a visit without a line is kept, signed on the screen, and sent later @scripts', async ({ page, context, noise }) => {
  test.skip(test.info().project.name === 'no-js');
  noise.allow(/Failed to fetch|ERR_INTERNET_DISCONNECTED|net::ERR/, 'there is no line, as the test says');
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: -6.91467, longitude: 107.60981, accuracy: 12 });
  await signIn(page, 'teknis-izin');
  const here = await visit(page);
  await expect(page.locator('#luring')).toContainText('Tersimpan di perangkat');
  await axe(page);
  await page.goto(here);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await axe(page);

  await context.setOffline(true);
  await page.reload();
  await expect(page.locator('form[data-kunjungan]'), 'the page is there without a line').toBeVisible();
  await fill(page);
  for (const pad of await page.locator('.tanda canvas').all()) {
    await pad.scrollIntoViewIfNeeded();
    const box = (await pad.boundingBox())!;
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 90, box.y + 60, { steps: 5 });
    await page.mouse.up();
  }
  // What was written outlives the page.
  await expect
    .poll(async () => page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((done) => {
        const open = indexedDB.open('terang-rute', 1);
        open.onsuccess = () => done(open.result);
      });
      const kept = await new Promise<{ typed: unknown[][] } | undefined>((done) => {
        const asked = db.transaction('tulisan').objectStore('tulisan').get(location.pathname);
        asked.onsuccess = () => done(asked.result as { typed: unknown[][] } | undefined);
      });
      return (kept?.typed ?? []).filter((one) => one[1] === 'file' && (one[2] as File[]).length > 0).length;
    }))
    .toBe(3);
  await page.reload();
  await expect(page.locator('[name="captured.witness_name"]')).toHaveValue('Contoh Rekaan');
  await page.locator('button[value=report_visit]').click();
  await expect(page.locator('main')).toContainText('Tersimpan di perangkat ini');
  await expect(page.locator('#luring')).toContainText('1 laporan menunggu sinyal');

  await context.setOffline(false);
  await page.goto(ROUTE);
  await expect(page.locator('main')).toContainText('Terkirim');
  await expect(page.locator(`a[href="${here}"]`)).toHaveCount(0);
  const number = here.split('/').pop()!;
  await page.goto(`/kota-bandung/meja/${number}`);
  await expect(page.locator('#riwayat')).toContainText('dari titik permohonan');
});

test('a visit is put on record without scripts too', async ({ page }) => {
  test.skip(scripts());
  await signIn(page, 'teknis-izin');
  await page.goto(await visit(page));
  await fill(page);
  await page.locator('button[value=report_visit]').click();
  await expect(page.locator('#kesalahan'), 'what is missing is said').toContainText('Tanda tangan');
  await expect(page.locator('[name="captured.witness_name"]'), 'and what was typed is there').toHaveValue('Contoh Rekaan');
  await page.locator('[name="captured.witness_signature"]').setInputFiles(PICTURE);
  await page.locator('[name="captured.officer_signature"]').setInputFiles(PICTURE);
  await page.locator('button[value=report_visit]').click();
  await page.waitForURL(/meja\/rute\?selesai=/);
  await axe(page);
});
