// A business finds out which licence it needs, asks for it on a phone and holds it at once; everybody can check it.
import type { Locator, Page } from '@playwright/test';
import { applicant } from './apply';
import { paperFor } from './decide';
import { axe, expect, test } from './fixtures';

/** What a small shop answers, by the name of the box; the rest is optional. */
function answers(): Record<string, string> {
  const who = applicant();
  return {
    business_name: who.organisation.replace('Yayasan', 'Warung'),
    licence_for: 'Papan nama warung contoh',
    panel_area: '2',
    panel_sides: '1',
    panel_days: '90',
    place: 'Jalan Rekaan 9',
    person_name: 'Contoh Rekaan',
    person_nik: who.nik,
    phone: who.phone,
  };
}
/** What is chosen, by name and value. */
const CHOSEN: Record<string, string> = { business_kind: 'perorangan', purpose: 'baru', panel_kind: 'papan', represented: 'tidak' };

/** What a person does with hands and eyes. */
interface Effort {
  screens: number;
  taps: number;
  keys: number;
}

test('from the guide to a licence in force, found and checked by anybody @both', async ({ page }) => {
  test.setTimeout(180_000);
  const effort: Effort = { screens: 0, taps: 0, keys: 0 };
  const tap = async (what: Locator): Promise<void> => {
    effort.taps += 1;
    await what.click();
  };
  const type = async (box: Locator, text: string): Promise<void> => {
    effort.taps += 1;
    effort.keys += text.length;
    await box.fill(text);
  };
  const seen = async (): Promise<void> => {
    effort.screens += 1;
    await axe(page);
  };

  await page.goto('/kota-bandung');
  await page.goto((await page.locator('a[href$="/izin"]').first().getAttribute('href'))!);
  await seen();
  await type(page.locator('#usaha'), 'warung kelontong');
  await tap(page.getByRole('button', { name: 'Cari' }));
  const found = page.locator('.svc a').first();
  await expect(found).toBeVisible();
  await tap(found);
  await seen();
  // A slip, which is none of the effort.
  await page.locator('#modal').fill('sepuluh juta');
  await page.getByRole('button', { name: 'Lihat izin' }).click();
  await expect(page.locator('#modal-salah'), 'what is no amount is said to be none').toBeVisible();
  await type(page.locator('#modal'), '25000000');
  await tap(page.locator('input[name=sign]'));
  await tap(page.getByRole('button', { name: 'Lihat izin' }));
  await seen();
  const offer = page.locator('section.card', { has: page.locator('form[action$="/izin-reklame/ajukan"]') });
  await expect(offer, 'what is reported is issued at once').toContainText('Terbit seketika');
  for (const word of ['Biaya', 'Dasar hukum', 'Berkas yang disiapkan']) await expect(offer).toContainText(word);
  for (const box of await offer.locator('input[type=checkbox]').all()) await tap(box);
  await tap(offer.locator('button'));

  await page.waitForURL(/ajukan\/[0-9a-f-]{36}/);
  const wanted = answers();
  for (let step = 0; step < 10 && !page.url().includes('/periksa'); step++) {
    await seen();
    await filled(page, wanted, { tap, type }, effort);
    const here = page.url();
    await tap(page.getByRole('button', { name: 'Simpan dan lanjut' }));
    await page.waitForURL((url) => url.toString() !== here);
    await page.waitForLoadState('load');
  }
  await seen();
  await expect(page.locator('main'), 'what was asked by the guide is not asked again').toContainText('25.000.000');
  await tap(page.getByRole('button', { name: 'Kirim pengajuan' }));
  await page.waitForURL(/tanda-terima/);
  const number = (await page.locator('#nomor-terima').innerText()).trim();
  console.log(`effort: ${effort.screens} screens, ${effort.taps} taps, ${effort.keys} keystrokes`);
  expect(effort.screens, 'screens from the guide to the last button').toBeLessThanOrEqual(8);

  await page.goto(`/kota-bandung/lacak/${number}`);
  await axe(page);
  const licence = page.locator('#izin');
  await expect(licence).toContainText('Berlaku');
  const serial = (await licence.locator('a[href*="/verifikasi/"]').innerText()).trim();
  // Whoever looks has nothing to do with it.
  const other = await page.context().browser()!.newContext(test.info().project.use);
  const anybody = await other.newPage();
  await anybody.goto(`/kota-bandung/verifikasi/${serial}`);
  await expect(anybody.locator('main')).toContainText('Dokumen ini asli');
  await expect(anybody.locator('main')).toContainText('Berlaku');
  await expect(anybody.locator('main')).toContainText(wanted.business_name!);
  await expect(anybody.locator('main')).not.toContainText(wanted.person_nik!);
  await axe(anybody);
  await anybody.goto(`/kota-bandung/izin/daftar?cari=${encodeURIComponent(wanted.business_name!)}`);
  await expect(anybody.locator('main')).toContainText(serial);
  await axe(anybody);
  await other.close();
});

interface Hands {
  tap(what: Locator): Promise<void>;
  type(box: Locator, text: string): Promise<void>;
}

/** Fills one page of the form as a hurried owner does: only what has to be said. */
async function filled(page: Page, wanted: Record<string, string>, { tap, type }: Hands, effort: Effort): Promise<void> {
  const form = page.locator('main form[data-ajukan]');
  const chosen = new Set<string>();
  for (const box of await form.locator('input:not([type=hidden]), select, textarea').all()) {
    const [kind, name, tag] = await box.evaluate((e) => {
      const box = e as HTMLInputElement;
      return [box.type, box.name, box.tagName] as const;
    });
    if (!(await box.isVisible())) continue;
    if (kind === 'radio') {
      if (chosen.has(name) || (await form.locator(`input[name="${name}"]:checked`).count())) continue;
      await tap(form.locator(`input[name="${name}"][value="${CHOSEN[name] ?? ''}"]`));
      chosen.add(name);
    } else if (kind === 'checkbox') await tap(box);
    else if (kind === 'file') {
      if (!['identity_card', 'site_picture'].some((slot) => name.includes(slot))) continue;
      effort.taps += 2; // the box, and the picture among the newest
      await box.setInputFiles(await paperFor(box));
    } else if (tag === 'SELECT') {
      if (await box.inputValue()) continue;
      effort.taps += 2; // the list, and the line
      await box.selectOption(CHOSEN[name] ?? { index: 1 });
    } else if (wanted[name] && !(await box.inputValue())) await type(box, wanted[name]);
  }
}
