// What an applicant does with a case that runs, on the page of an action.
import type { Locator, Page } from '@playwright/test';
import { fill } from './decide';
import { axe, expect, fits } from './fixtures';

/** What an action asks of the applicant, on its page; `before` does what is special about it before it is sent. */
export async function fillIn(page: Page, number: string, action: string, before: (form: Locator) => Promise<void>): Promise<void> {
  await page.goto(`/kota-bandung/lacak/${number}`);
  await page.goto((await page.locator(`a[href$="/isi/${action}"]`).getAttribute('href'))!);
  const form = page.locator('form[data-ajukan]');
  await axe(page);
  await fill(form);
  await fits(page);
  await before(form);
  await fill(form);
  await send(form);
  await page.waitForURL(new RegExp(`/lacak/${number}$`));
}

/** Opens every document that was issued to the applicant, and its page of verification; gives how many there are. */
export async function opens(page: Page): Promise<number> {
  const lines = await page.locator('.issued li').all();
  for (const line of lines) {
    const file = await page.request.get((await line.locator('a[href$=".pdf"]').getAttribute('href'))!);
    expect((await file.body()).subarray(0, 5).toString(), await line.innerText()).toBe('%PDF-');
    const check = await page.request.get((await line.locator('a[href*="/verifikasi/"]').getAttribute('href'))!);
    expect(await check.text(), await line.innerText()).toMatch(/Dokumen ini (asli|tidak berlaku lagi)/);
  }
  return lines.length;
}

/** Sends a form. */
export async function send(form: Locator): Promise<void> {
  await form.locator('button[value=lanjut]').click();
}
