// A member of staff keeps a log on a phone, whoever stands above judges it, and a slip can be done again; the same without scripts.
import type { Page } from '@playwright/test';
import { axe, expect, scripts, signIn, test } from './fixtures';

const LOG = '/kota-bandung/kinerja';
// The Friday before the demonstration's Monday: whatever time of day the tests run at, it is over, and its window is open.
const DAY = '2026-07-03';
/** Each project enters another activity, because they share one day. */
const CODES: Record<string, [string, string]> = { phone: ['A01', '1'], desktop: ['D02', '1'], 'no-js': ['F01', '1'] };

async function enter(page: Page, text: string): Promise<void> {
  const [code, volume] = CODES[test.info().project.name]!;
  await page.goto(`${LOG}/catat?hari=${DAY}`);
  await axe(page);
  await page.locator('[name=kode]').selectOption(code);
  await page.locator('[name=jumlah]').fill(volume);
  await page.locator('[name=uraian]').fill(text);
  await page.locator('button:has-text("Simpan kegiatan")').click();
}

test('what is wrong with an entry is said at its box, and what was typed stays @both @phone', async ({ page }) => {
  await signIn(page, 'pegawai');
  await page.goto(`${LOG}/catat?hari=${DAY}`);
  await page.locator('[name=uraian]').fill('surat');
  await page.locator('button:has-text("Simpan kegiatan")').click();
  await expect(page.locator('#kesalahan')).toContainText('Ada 3 yang perlu diperbaiki');
  await expect(page.locator('[name=uraian]')).toHaveValue('surat');
  await axe(page);
});

test('an activity is entered, returned, mended and approved @both @phone', async ({ page, browser, noise }) => {
  const words = `Surat undangan nomor ${test.info().project.name}-${Date.now()}`;
  await signIn(page, 'pegawai');
  await enter(page, words);
  await expect(page.locator('[role=status]')).toContainText('Kegiatan tersimpan');
  const line = page.locator('li', { hasText: words });
  await expect(line).toContainText('menunggu atasan');
  await axe(page);
  const own = (await line.locator('a').getAttribute('href'))!;

  const context = await browser.newContext({ javaScriptEnabled: scripts(), viewport: page.viewportSize() });
  noise.watch(context);
  const head = await context.newPage();
  await signIn(head, 'kepegawaian');
  await head.goto(`${LOG}/validasi`);
  await expect(head.locator('main')).toContainText('Anda menilai');
  await axe(head);
  await head.goto(own);
  await axe(head);
  await head.locator('summary', { hasText: 'Koreksi menit' }).click();
  await head.locator('[name=penjelasan]').fill('Nomor suratnya kurang lengkap');
  await head.locator('button[value=kembalikan]').click();
  await expect(head.locator('[role=status]')).toContainText('1 kegiatan dinilai');

  await page.goto(own);
  await expect(page.locator('main')).toContainText('Nomor suratnya kurang lengkap');
  await page.locator('[name=uraian]').fill(`${words}, lengkap`);
  await page.locator('button:has-text("Simpan kegiatan")').click();
  await expect(page.locator('[role=status]')).toContainText('Kegiatan tersimpan');

  await head.goto(own);
  await head.locator('button[value=setuju]').click();
  await expect(head.locator('[role=status]')).toContainText('1 kegiatan dinilai');
  await context.close();
  await page.goto(own);
  await expect(page.locator('main')).toContainText('Disetujui');
  await expect(page.locator('button:has-text("Simpan kegiatan")')).toHaveCount(0);
});

test('a recurring activity is one tap from the log @both @phone', async ({ page }) => {
  await signIn(page, 'pegawai');
  let taps = 0;
  const tap = async (what: string): Promise<void> => {
    taps += 1;
    await page.locator(what).first().click();
  };
  await page.goto('/kota-bandung');
  await tap('nav a:has-text("Kinerja")');
  await tap('a:has-text("←")');
  // A day may be full of one activity, after the other projects: then the next one is tapped.
  let entered = false;
  for (const again of await page.locator('button[name=ulang]').all()) {
    taps += 1;
    await again.click();
    const said = page.locator('main [role=status], main [role=alert]').first();
    await expect(said).toBeVisible();
    entered = (await said.getAttribute('role')) === 'status';
    if (entered) break;
  }
  expect(entered, 'one of them was entered').toBe(true);
  expect(taps, 'at most six taps').toBeLessThanOrEqual(6);
});

test('a slip shows every step of its sum @both', async ({ page }) => {
  await signIn(page, 'pegawai');
  await page.goto(`${LOG}/slip/2026-04`);
  await expect(page.locator('h1')).toContainText('Slip TPP April 2026');
  await page.locator('summary', { hasText: 'Lihat setiap langkahnya' }).first().click();
  for (const words of ['Menit yang disetujui', 'Bobot aktivitas', 'Nilai aktivitas', 'Aturan tpp, versi 1']) {
    await expect(page.locator('main')).toContainText(words);
  }
  await axe(page);
  await page.goto(`${LOG}/perilaku`);
  await axe(page);
  await page.goto(`${LOG}/keberatan`);
  await axe(page);
});

test('whoever keeps months sees one by unit, and its tables @both', async ({ page }) => {
  await signIn(page, 'kepegawaian');
  await page.goto(`${LOG}/bulan/2026-04`);
  await expect(page.locator('main')).toContainText('Bidang Perizinan');
  await axe(page);
  await page.goto(`${LOG}/data`);
  await axe(page);
  const table = { name: 'hadir.csv', mimeType: 'text/csv', buffer: Buffer.from('nomor_pegawai;tanggal;datang;pulang;keterangan\n320000;2026-07-03;07:30;16:00;\n') };
  await page.locator('#f-kehadiran').setInputFiles(table);
  await page.locator('form:has(#f-kehadiran) button[value=periksa]').click();
  await expect(page.locator('main')).toContainText('bukan pegawai daerah ini: 320000');
  await axe(page);
});
