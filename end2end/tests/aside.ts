// What comes beside the straight way, as its people see it: a request is given back for one part and mended, then refused,
// objected to, and taken up again by the desk that refused it.
import type { Page } from '@playwright/test';
import { fillIn } from './applicant';
import { applicant } from './apply';
import { decide, turn } from './decide';
import { axe, expect, hydrated, scripts, type Persona } from './fixtures';

/** From the desk that holds the case now, and back to it. `overseer` hears the objection. */
export async function thereAndBack(page: Page, desks: Map<Persona, Page>, overseer: Page, number: string): Promise<void> {
  const track = `/kota-bandung/lacak/${number}`;
  const state = page.locator('#keadaan');
  const shown = async (): Promise<void> => {
    await page.goto(track);
    if (scripts()) await hydrated(page);
  };
  const title = `Keperluan contoh di Balai RW ${number.slice(-4)}`;
  await shown();
  const [tag, before] = [await state.locator('.tag').innerText(), await page.locator('h1 + p').innerText()];

  const back = (await turn(desks, number, 'return'))!;
  const desk = desks.get(back.persona)!;
  await decide(desk, number, back.offer, async (offer) => {
    await offer.locator('select[name$="items.0.field"]').selectOption('title');
    await offer.locator('input[name$="items.0.reason"]').fill('Sebutkan tempatnya');
  });
  await shown();
  await expect(state, 'what is asked for').toContainText('Sebutkan tempatnya');
  await expect(state, 'and until when').toContainText('Paling lambat');
  await axe(page);
  await page.goto(`${track}/perbaiki`);
  const form = page.locator('form[data-ajukan]');
  await expect(form.locator('input:not([type=hidden]), select, textarea'), 'just this is asked for').toHaveCount(1);
  await axe(page);
  await form.locator('[name=title]').fill(title);
  await form.locator('button[value=lanjut]').click();
  await page.waitForURL(new RegExp(`${track}$`));
  await expect(state.locator('.tag'), 'it is back where it was asked for').toHaveText(tag);
  await expect(page.locator('h1 + p')).not.toHaveText(before);

  await desk.goto(`/kota-bandung/meja/${number}`);
  await hydrated(desk);
  await expect(desk.locator('section[aria-labelledby=riwayat]'), 'the officer sees what is new beside what it was').toContainText(title);
  await expect(desk.locator('section[aria-labelledby=riwayat]')).toContainText(applicant().organisation);
  const no = (await turn(desks, number, 'refuse'))!;
  await decide(desks.get(no.persona)!, number, no.offer);
  await shown();
  await expect(state.locator('.tag')).toHaveText('Ditolak');
  await expect(state, 'a refusal says what one can do about it').toContainText('keberatan');
  await axe(page);

  await fillIn(page, number, 'object', async () => {});
  await expect(state.locator('.tag')).toHaveText('Keberatan');
  await decide(overseer, number, 'uphold');
  await shown();
  await expect(state.locator('.tag'), 'it is where it was refused').toHaveText(tag);
}
