// A business finds out which licence it needs, asks for it on a phone and holds it at once; everybody can check it.
import type { Locator, Page } from '@playwright/test';
import { applicant } from './apply';
import { paperFor } from './decide';
import { axe, expect, signIn, test } from './fixtures';

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

/** A paper of one page that says nothing. */
const PAPER = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** What the same business was granted before, so that the city knows it. */
async function askedBefore(page: Page, wanted: Record<string, string>): Promise<void> {
  const at = '/api/v1/kota-bandung';
  const signed = await page.request.post('/api/v1/sessions', { data: { login: 'pemohon@kota-bandung.demo.test', password: 'terang-demo' } });
  const headers = { authorization: `Bearer ${((await signed.json()) as { token: string }).token}` };
  const begun = (await (await page.request.post(`${at}/cases`, { headers, data: { service: 'izin-reklame' } })).json()) as { id: string };
  const answers = { ...wanted, ...CHOSEN, activity: '47112', capital: '25.000.000', district: '32.73.01', village: '32.73.01.1001', true_statement: 'ya' };
  expect((await page.request.patch(`${at}/cases/${begun.id}`, { headers, data: { answers } })).status()).toBe(200);
  for (const slot of ['identity_card', 'site_picture']) {
    const file = { name: `${slot}.pdf`, mimeType: 'application/pdf', buffer: PAPER };
    const attached = await page.request.post(`${at}/cases/${begun.id}/files`, { headers, multipart: { slot, file } });
    expect(attached.status(), await attached.text()).toBe(201);
  }
  const sent = await page.request.post(`${at}/cases/${begun.id}/submit`, { headers, data: null });
  expect(sent.status(), await sent.text()).toBe(201);
}

test('whoever the city knows asks for a licence with sixty taps and keystrokes @phone', async ({ page }) => {
  test.setTimeout(120_000);
  const wanted: Record<string, string> = { ...answers(), business_name: answers().business_name!.replace('Warung', 'Kedai'), licence_for: 'Papan kedai' };
  await askedBefore(page, { ...wanted, licence_for: 'Papan lama' });
  await signIn(page, 'pemohon');
  const effort: Effort = { screens: 0, taps: 0, keys: 0 };
  const { tap, type } = counted(effort);
  await page.goto('/kota-bandung/izin');
  effort.screens += 1;
  await type(page.locator('#usaha'), 'warung');
  await tap(page.getByRole('button', { name: 'Cari' }));
  await tap(page.locator('.svc a[href*="kbli=47112"]').first());
  effort.screens += 1;
  await type(page.locator('#modal'), '25000000');
  await tap(page.locator('input[name=sign]'));
  await tap(page.getByRole('button', { name: 'Lihat izin' }));
  effort.screens += 1;
  const offer = page.locator('section.card', { has: page.locator('form[action$="/izin-reklame/ajukan"]') });
  for (const box of await offer.locator('input[type=checkbox]').all()) await tap(box);
  await tap(offer.locator('label', { hasText: wanted.business_name! }));
  await tap(offer.locator('button', { hasText: 'Ajukan izin ini' }));
  await page.waitForURL(/ajukan\/[0-9a-f-]{36}/);
  for (let step = 0; step < 10 && !page.url().includes('/periksa'); step++) {
    effort.screens += 1;
    await filled(page, wanted, { tap, type }, effort);
    const here = page.url();
    await tap(page.getByRole('button', { name: 'Simpan dan lanjut' }));
    await page.waitForURL((url) => url.toString() !== here);
    await page.waitForLoadState('load');
  }
  effort.screens += 1;
  await tap(page.getByRole('button', { name: 'Kirim pengajuan' }));
  await page.waitForURL(/tanda-terima/);
  console.log(`effort, known before: ${effort.screens} screens, ${effort.taps} taps, ${effort.keys} keystrokes`);
  expect(effort.screens).toBeLessThanOrEqual(8);
  expect(effort.taps + effort.keys, JSON.stringify(effort)).toBeLessThanOrEqual(60);
});

test('a code that nobody knows by heart is found by everyday words in the form itself @phone', async ({ page }) => {
  await page.goto('/kota-bandung/izin-reklame/ajukan');
  for (const box of await page.locator('form[action$="/ajukan"] input[value=ya]').all()) await box.check();
  await page.locator('form[action$="/ajukan"] button').last().click();
  await page.waitForURL(/ajukan\/[0-9a-f-]{36}/);
  await page.locator('#activity').fill('warung');
  await page.getByRole('button', { name: 'Cari kode' }).click();
  const found = page.locator('button[value^="isi:activity:"]').first();
  await expect(found).toBeVisible();
  await axe(page);
  const code = (await found.getAttribute('value'))!.split(':').pop()!;
  await found.click();
  await expect(page.locator('#activity')).toHaveValue(code);
  await expect(page.locator('main')).toContainText('KBLI 20');
});

test('two licences are asked for in one file @phone', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/kota-bandung/izin?usaha=warung&kbli=47112&modal=25.000.000&sign=ya&warehouse=ya');
  const file = page.locator('section.card', { has: page.locator('#berkas-bersama') });
  await expect(file).toContainText('untuk 2 izin');
  for (const box of await file.locator('input[type=checkbox]:not(:checked)').all()) await box.check();
  await axe(page);
  await file.getByRole('button', { name: 'Ajukan satu berkas' }).click();
  await page.waitForURL(/ajukan\/[0-9a-f-]{36}/);
  await expect(page.locator('main')).toContainText('Tanda Daftar Gudang');
  const wanted: Record<string, string> = { ...answers(), floor_area: '200', stored: 'Beras', business_name: answers().business_name!.replace('Warung', 'Gudang') };
  const effort: Effort = { screens: 0, taps: 0, keys: 0 };
  const hands = counted(effort);
  for (let step = 0; step < 10 && !page.url().includes('/periksa'); step++) {
    await filled(page, wanted, hands, effort, true);
    const here = page.url();
    await page.getByRole('button', { name: 'Simpan dan lanjut' }).click();
    await page.waitForURL((url) => url.toString() !== here);
    await page.waitForLoadState('load');
  }
  await page.getByRole('button', { name: 'Kirim pengajuan' }).click();
  await page.waitForURL(/tanda-terima/);
  await expect(page.locator('main')).toContainText('Dalam berkas yang sama');
  await axe(page);
});

test('from the guide to a licence in force, found and checked by anybody @both @phone', async ({ page }) => {
  test.setTimeout(180_000);
  const effort: Effort = { screens: 0, taps: 0, keys: 0 };
  const { tap, type } = counted(effort);
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
  // Whoever holds the file sees whether it is the one that was issued, and whether a letter of it was changed.
  const pdf = await (await page.request.get(`/kota-bandung/dokumen/${serial}.pdf`)).body();
  const changed = Buffer.from(pdf);
  changed[Math.floor(changed.length / 2)]! ^= 1;
  for (const [buffer, words] of [[pdf, 'Sama. Berkas Anda persis'], [changed, 'Tidak sama']] as const) {
    await anybody.locator('#berkas').setInputFiles({ name: 'izin.pdf', mimeType: 'application/pdf', buffer });
    await anybody.getByRole('button', { name: 'Bandingkan' }).click();
    await expect(anybody.locator('main')).toContainText(words);
  }
  await anybody.goto(`/kota-bandung/izin/daftar?cari=${encodeURIComponent(wanted.business_name!)}`);
  await expect(anybody.locator('main')).toContainText(serial);
  await axe(anybody);
  await other.close();
});

interface Hands {
  tap(what: Locator): Promise<void>;
  type(box: Locator, text: string): Promise<void>;
}

/** Hands whose work is counted: to type into a box is a tap and its keys. */
function counted(effort: Effort): Hands {
  return {
    tap: async (what) => {
      effort.taps += 1;
      await what.click();
    },
    type: async (box, text) => {
      effort.taps += 1;
      effort.keys += text.length;
      await box.fill(text);
    },
  };
}

/** Fills one page of the form as a hurried owner does: only what has to be said. */
async function filled(page: Page, wanted: Record<string, string>, { tap, type }: Hands, effort: Effort, all = false): Promise<void> {
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
    } else if (kind === 'checkbox') {
      if (!(await box.isChecked())) await tap(box);
    }
    else if (kind === 'file') {
      if (!all && !['identity_card', 'site_picture'].some((slot) => name.includes(slot))) continue;
      if (await box.locator('xpath=ancestor::div[1]').locator('ul.files li').count()) continue; // it is there already
      effort.taps += 2; // the box, and the picture among the newest
      await box.setInputFiles(await paperFor(box));
    } else if (tag === 'SELECT') {
      if (await box.inputValue()) continue;
      effort.taps += 2; // the list, and the line
      await box.selectOption(CHOSEN[name] ?? { index: 1 });
    } else if (wanted[name] && !(await box.inputValue())) await type(box, wanted[name]);
  }
}
