// Between the moment a page was made and the moment its stream is open, things happen. None of them is missed.
import { expect, hydrated, signIn, test } from './fixtures';
import { handIn } from './handed';

test('what was handed in before the stream was open comes to the desk by itself @desk', async ({ browser, noise }) => {
  test.setTimeout(120_000);
  const baseURL = test.info().project.use.baseURL;
  const context = await browser.newContext({ baseURL, viewport: { width: 1366, height: 768 } });
  noise.watch(context);
  // The debugger holds up a tab's own connection, not a worker's.
  await context.addInitScript(() => Reflect.deleteProperty(window, 'SharedWorker'));
  const desk = await context.newPage();
  await signIn(desk, 'tu');
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  let asked = '';
  await desk.route('**/stream?*', async (route) => {
    asked = route.request().url();
    await opened;
    await route.continue();
  });
  await desk.goto('/kota-bandung/meja');
  await hydrated(desk);
  const { number } = await handIn();
  expect(asked, 'the stream begins where the page ends').toMatch(/[?&]after=\d+/);
  const row = desk.locator('.rows a', { hasText: number });
  await expect(row).toHaveCount(0);
  open();
  await expect(row).toHaveCount(1);
  await context.close();
});
