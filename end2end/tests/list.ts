// Nominative lists as officers work with them: one is drawn up with a case on it and signed, another officer approves it.
import type { Page } from '@playwright/test';
import { axe, expect } from './fixtures';

/** Draws up a list with one case, tries out what it would take, saves and signs it. */
export async function listed(desk: Page, number: string): Promise<void> {
  const { service, fiscal_year } = (await (await desk.request.get(`/api/v1/kota-bandung/cases/${number}`)).json()) as { service: string; fiscal_year: number };
  await desk.goto('/kota-bandung/meja/daftar');
  await axe(desk);
  const forms = desk.locator('form', { has: desk.locator(`input[name=layanan][value="${service}"]`) });
  await forms.filter({ has: desk.locator(`input[name=tahun][value="${fiscal_year}"]`) }).locator('button').click();
  await desk.waitForURL(/\/meja\/daftar\/DN/);
  const line = desk.locator('table.ranked tr', { hasText: number });
  await line.locator('input[type=checkbox]').check();
  await desk.getByRole('button', { name: 'Hitung dulu' }).click();
  await desk.waitForURL(/kata=/);
  await expect(desk.getByText('belum disimpan'), 'trying out saves nothing').toBeVisible();
  await expect(line.locator('input[type=checkbox]'), 'and forgets nothing').toBeChecked();
  await axe(desk);
  await desk.getByRole('button', { name: 'Simpan susunan' }).click();
  await expect(desk.locator('[role=status]')).toContainText('Susunan tersimpan');
  await desk.getByRole('button', { name: 'Tandatangani dan kirim' }).click();
  await expect(desk.locator('[role=status]')).toContainText('dikirim kepada kepala daerah');
}

/** Approves the list that a case is on, from the case's page. */
export async function approved(desk: Page, number: string): Promise<void> {
  await desk.goto(`/kota-bandung/meja/${number}`);
  await desk.goto((await desk.locator('#keputusan a[href*="/meja/daftar/"]').getAttribute('href'))!);
  await axe(desk);
  await desk.getByRole('button', { name: 'Setujui seluruh daftar' }).click();
  await expect(desk.locator('[role=alert]'), 'an approval has a number').toContainText('Nomor lembar persetujuan');
  await desk.locator('input[name=sheet]').fill('978/CONTOH-1/2026');
  await desk.getByRole('button', { name: 'Setujui seluruh daftar' }).click();
  await expect(desk.locator('[role=status]')).toContainText('disetujui');
}

/** Puts on record what follows for the cases of an approved list, from the list's page: once for all that are ticked. */
export async function carriedOn(desk: Page, number: string, shared: Record<string, string>): Promise<void> {
  const events = (await (await desk.request.get(`/api/v1/kota-bandung/cases/${number}/events`)).json()) as { items: { captured?: Record<string, string> }[] };
  const list = events.items.map((e) => e.captured?.list_number).findLast((n) => n)!;
  await desk.goto(`/kota-bandung/meja/daftar/${list}`);
  await axe(desk);
  const form = desk.locator('#bersama');
  await expect(form.locator('tbody tr', { hasText: number }).locator('input[type=checkbox]'), 'all are ticked').toBeChecked();
  await form.getByRole('button').click();
  await expect(desk.locator('.errors'), 'what is missing is said once for all').toBeVisible();
  for (const [key, text] of Object.entries(shared)) await form.locator(`[name="bersama.${key}"]`).fill(text);
  await form.getByRole('button').click();
  await expect(desk.locator('[role=status]').first()).toContainText('1 pengajuan tercatat');
}
