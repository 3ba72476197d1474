// What an officer writes beside a case: a note, a mark, a question to another agency; and that what is typed is there again.
import { handIn } from './handed';
import { axe, expect, hydrated, signIn, test } from './fixtures';

const DESK = '/kota-bandung/meja';

test('officers note, mark and ask beside a case, and its applicant reads none of it @desk', async ({ page, browser }, info) => {
  test.setTimeout(120_000);
  const { number } = await handIn();
  await signIn(page, 'tu');
  await page.goto(`${DESK}/${number}`);
  await hydrated(page);
  const aside = page.locator('#catatan-petugas');
  await aside.locator('summary', { hasText: 'Tulis catatan' }).click();
  await page.locator('#catatan').fill('Telepon dulu ketuanya.');
  await aside.getByLabel('Kepala TU Contoh').check();
  await page.locator('#public_note').fill('Setengah jadi');
  await aside.locator('button[value=catat]').click();
  await page.waitForURL(/#catatan-petugas/);
  await hydrated(page);
  await expect(aside).toContainText('Telepon dulu ketuanya.');
  await expect(page.locator('#public_note'), 'what is typed elsewhere goes round').toHaveValue('Setengah jadi');
  await axe(page);

  await aside.locator('summary', { hasText: 'Label' }).click();
  await aside.getByLabel('Sorotan publik').check();
  await aside.locator('button[value=label]').click();
  await expect(aside.locator('.tag')).toHaveText('Sorotan publik');
  await page.goto(`${DESK}?cari=%23sorotan`);
  await hydrated(page);
  await expect(page.locator(`.rows a[href*="${number}"]`)).toHaveCount(1);

  await page.goto(`${DESK}/${number}`);
  await hydrated(page);
  await aside.locator('summary', { hasText: 'Minta pendapat' }).click();
  await page.locator('#tanya_kepada').selectOption('bpka');
  await page.locator('#tanya_isi').fill('Sudah pernah menerima hibah?');
  await aside.locator('button[value=tanya]').click();
  await expect(aside).toContainText('Belum dijawab.');
  await axe(page);

  // The other agency finds the question, and answers it.
  const second = await browser.newContext(info.project.use);
  const other = await second.newPage();
  await signIn(other, 'ppkd');
  await other.goto(DESK);
  await hydrated(other);
  await other.getByRole('link', { name: /Pendapat diminta/ }).click();
  await other.locator(`.rows a[href*="${number}"]`).click();
  await other.waitForURL(new RegExp(number));
  await hydrated(other);
  await other.locator('textarea[name^=jawab_]').fill('Belum pernah.');
  await other.locator('button[name=samping][value^="jawab:"]').click();
  await expect(other.locator('#catatan-petugas')).toContainText('Belum pernah.');
  await axe(other);
  await second.close();
});

test('what is typed on a case and not sent is there again', { tag: '@scripts' }, async ({ page }) => {
  const { number } = await handIn();
  await signIn(page, 'tu');
  await page.goto(`${DESK}/${number}`);
  await hydrated(page);
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/ketikan'));
  await page.locator('#public_note').fill('Saya lanjutkan besok');
  await kept;
  await page.goto(DESK);
  await hydrated(page);
  await page.goto(`${DESK}/${number}`);
  await hydrated(page);
  await expect(page.locator('#public_note')).toHaveValue('Saya lanjutkan besok');
  await expect(page.locator('#keputusan')).toContainText('Isian yang belum Anda kirim dikembalikan.');
  await axe(page);
  await page.getByRole('button', { name: 'Buang isian' }).click();
  await expect(page.locator('#public_note')).toHaveValue('');
});
