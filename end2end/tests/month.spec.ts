// The whole of a month in the browser: what was planned, reckoned, frozen, signed by somebody else; two objections, one granted and one
// denied; attendance that is mended, and the line that pays it in the next month. Once a server: a signed month stays signed.
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { type Noise, type Persona, axe, expect, signIn, test } from './fixtures';

const LOG = '/kota-bandung/kinerja';
const MONTH = `${LOG}/bulan/2026-05`;

async function as(browser: Browser, noise: Noise, role: Persona, open: BrowserContext[]): Promise<Page> {
  const context = await browser.newContext();
  noise.watch(context);
  open.push(context);
  const page = await context.newPage();
  await signIn(page, role);
  return page;
}

async function object(page: Page, words: string): Promise<string> {
  await page.goto(`${LOG}/slip/2026-05`);
  await expect(page.locator('main')).toContainText('Keberatan dapat diajukan sampai');
  await page.locator('summary', { hasText: 'Ajukan keberatan' }).click();
  await page.locator('[name=keberatan]').fill(words);
  await page.locator('button', { hasText: 'Kirim keberatan' }).click();
  await expect(page.locator('[role=status]')).toContainText('Keberatan terkirim');
  return new URL(page.url()).pathname;
}

async function hear(page: Page, path: string, words: string): Promise<void> {
  await page.goto(path);
  await page.locator('[name=keterangan]').fill(words);
  await page.locator('button[value=sampaikan]').click();
  await expect(page.locator('main')).toContainText(words);
}

async function decide(page: Page, path: string, deed: 'kabul' | 'tolak', words: string): Promise<void> {
  await page.goto(path);
  await axe(page);
  await page.locator('[name=alasan]').fill(words);
  await page.locator(`button[value=${deed}]`).click();
  await expect(page.locator('main')).toContainText('Keputusan ini final');
}

test('a month goes from its plan to signed slips, with two objections and a correction @both @once', async ({ browser, noise }) => {
  test.slow();
  const open: BrowserContext[] = [];
  const clerk = await as(browser, noise, 'verifikator-izin', open);
  await clerk.goto(`${LOG}/rencana?tahun=2026`);
  await expect(clerk.locator('main')).toContainText('Yang berlaku');

  // The attendance of one day was wrong: nobody saw it before the month was frozen.
  const keeper = await as(browser, noise, 'kepegawaian', open);
  await clerk.goto(`${LOG}/slip/2026-04`);
  const number = (await clerk.locator('main section .small').first().textContent())!.trim();
  const table = async (came: string, why: string): Promise<void> => {
    await keeper.goto(`${LOG}/data`);
    const text = `nomor_pegawai;tanggal;datang;pulang;keterangan\n${number};2026-05-12;${came};16:00;\n`;
    await keeper.locator('#f-kehadiran').setInputFiles({ name: 'hadir.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await keeper.locator('form:has(#f-kehadiran) [name=sebab]').fill(why);
    await keeper.locator('form:has(#f-kehadiran) button[value=periksa]').click();
    await keeper.locator('button[value=ambil]').click();
    await expect(keeper.locator('main')).toContainText('Tersimpan');
  };
  await table('09:00', '');
  await keeper.goto(MONTH);
  await keeper.locator('button[value=hitung]').click();
  await expect(keeper.locator('[role=status]')).toContainText('Selesai dihitung');
  await keeper.locator('button[value=kunci]').click();
  await expect(keeper.locator('main')).toContainText('dikunci, menunggu tanda tangan');
  await expect(keeper.locator('button[value=tandatangan]')).toHaveCount(0);

  const signer = await as(browser, noise, 'sekda', open);
  await signer.goto(MONTH);
  await signer.locator('button[value=tandatangan]').click();
  await expect(signer.locator('[role=status]')).toContainText('Bulan ditandatangani');

  // Two objections: each is heard from both sides and decided above whoever judged.
  const first = await object(clerk, 'Pada 12 Mei mesin hadir rusak sampai pukul 09.00');
  const other = await as(browser, noise, 'teknis-izin', open);
  const second = await object(other, 'Menurut saya perilaku saya dinilai terlalu rendah');
  const assessor = await as(browser, noise, 'kasi-izin', open);
  await hear(assessor, first, 'Benar, hari itu mesin hadir rusak');
  const another = await as(browser, noise, 'kepala-teknis', open);
  await hear(another, second, 'Penilaiannya sama untuk semua anggota');
  const judge = await as(browser, noise, 'kabid-izin', open);
  await decide(judge, first, 'kabul', 'Kerusakan mesin tercatat di bagian umum');
  await decide(judge, second, 'tolak', 'Tidak ada hal baru yang disampaikan');

  // The signed slip stays; the correction is a line of the next month.
  await table('07:30', 'Mesin hadir rusak 12 Mei');
  await clerk.goto(`${LOG}/slip/2026-05`);
  await expect(clerk.locator('main')).toContainText('Terlambat 90 menit');
  await keeper.goto(`${LOG}/bulan/2026-06`);
  await keeper.locator('button[value=hitung]').click();
  await expect(keeper.locator('[role=status]')).toContainText('Selesai dihitung');
  await clerk.goto(`${LOG}/slip/2026-06`);
  await expect(clerk.locator('main')).toContainText(/Koreksi Mei 2026: .*Mesin hadir rusak 12 Mei/);
  await axe(clerk);

  await keeper.goto(MONTH);
  await keeper.locator('[name=kata]').fill('SPM/17/2026');
  await keeper.locator('button[value=serahkan]').click();
  await expect(keeper.locator('main')).toContainText('diserahkan ke penggajian');
  for (const context of open) await context.close();
});
