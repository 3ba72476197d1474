// An officer on a visit: the device says where it is, and a paper with personal data says that opening it is recorded.
import { waitingFor } from './decide';
import { axe, expect, hydrated, scripts, signIn, test, unfold } from './fixtures';

test('a visit is put on record with its point, and an identity card is opened on record', async ({ page, context }) => {
  test.setTimeout(120_000);
  await signIn(page, 'opd');
  const number = await waitingFor(page, 'recommend');
  await page.goto(`/kota-bandung/meja/${number}`);
  await hydrated(page);
  await unfold(page.locator('#aksi-recommend'));
  const box = page.locator('#aksi-recommend input[name*="visit_point"]');
  const button = page.locator('#aksi-recommend button[data-titik]');
  if (scripts()) {
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: -6.91467, longitude: 107.60981, accuracy: 12 });
    await button.click();
    await expect(box).toHaveValue('-6.91467, 107.60981');
    await expect(page.locator('#aksi-recommend [data-titik] + [role=status]'), 'and how sure it is').toContainText('12 m');
  } else {
    await expect(button, 'a button that could do nothing is not there').toBeHidden();
    await box.fill('-6,91467, 107,60981');
  }
  await axe(page);

  const card = page.locator('ol.papers a', { hasText: 'KTP' }).first();
  await expect(card).toContainText('pembukaan dicatat');
  await card.click();
  await expect(page.frameLocator('#dokumen iframe').locator('h2')).toContainText('KTP');
  const looks = async (): Promise<number> => {
    const { items } = (await (await page.request.get(`/api/v1/kota-bandung/cases/${number}/events`)).json()) as { items: { kind: string; fields?: string[] }[] };
    return items.filter((e) => e.kind === 'revealed' && e.fields?.includes('identity_cards')).length;
  };
  await expect.poll(looks, 'once on record').toBeGreaterThan(0);
  await axe(page);
});
