// Social aid from the form to the accepted report, planned and urgent, as a person on a phone and the offices see it.
import type { BrowserContext, Page } from '@playwright/test';
import { fillIn, opens } from './applicant';
import { submitTo } from './apply';
import { thereAndBack } from './aside';
import { decide, whose } from './decide';
import { axe, expect, scripts, signIn, test, type Persona } from './fixtures';

const OFFICERS: Persona[] = ['tu', 'kepala-daerah', 'tim-pertimbangan', 'opd', 'tapd', 'ppkd', 'bendahara', 'ppk', 'kuasa-bud'];

// The urgent way is the shorter one, and is walked without scripts as well.
for (const [service, tag] of [['bansos-mendesak', '@phone'], ['bansos', '@phone @scripts']]) {
  test(`aid asked for at ${service} is paid and reported ${tag}`, async ({ page, browser, noise }, info) => {
    test.setTimeout(600_000);
    noise.allow(/was preloaded using link preload but not used/, 'ten desks load at once, and some are left before they are used');
    const baseURL = info.project.use.baseURL ?? new URL(page.url()).origin;
    const desks = new Map<Persona, Page>();
    for (const persona of [...OFFICERS, 'inspektorat' as const]) {
      const context: BrowserContext = await browser.newContext({ baseURL, viewport: { width: 1366, height: 768 }, javaScriptEnabled: scripts() });
      noise.watch(context);
      const desk = await context.newPage();
      await signIn(desk, persona);
      desks.set(persona, desk);
    }
    // Who oversees decides nothing on the straight way.
    const overseer = desks.get('inspektorat')!;
    desks.delete('inspektorat');
    // The request is of the field of affairs of the agency whose officer looks at it.
    const evaluator = desks.get('opd')!;
    await evaluator.goto('/kota-bandung/meja');
    await evaluator.goto((await evaluator.locator('.rows a').first().getAttribute('href'))!);
    const affair = await evaluator.locator('.facts div', { hasText: 'Bidang' }).locator('dd').innerText();
    const { number } = await submitTo(page, `/kota-bandung/${service}`, affair);

    await thereAndBack(page, desks, overseer, number);

    const passed: string[] = [];
    for (let step = 0; step < 40; step++) {
      const answer = await page.request.get(`/api/v1/kota-bandung/cases/${number}`);
      const { stage, outcome } = (await answer.json()) as { stage: string; outcome: string | null };
      if (outcome) break;
      passed.push(stage);
      // Where the applicant can go on, the offices wait or may do something else.
      const offers = (await (await page.request.get(`/api/v1/kota-bandung/cases/${number}/actions`)).json()) as { items: { action: string; effect: string }[] };
      const own = offers.items.find((o) => o.effect === 'advance');
      await page.goto(`/kota-bandung/lacak/${number}`);
      if (own && (await page.locator(`a[href$="/isi/${own.action}"]`).count()) > 0) {
        await fillIn(page, number, own.action, async (form) => {
          // What is asked for and what was used is what was granted.
          for (const box of await form.locator('input[name="plan.0.amount"], input[name$=".spent"], input[name="spent"]').all()) await box.fill('1.000.000');
        });
        continue;
      }
      const turn = await whose(desks, number);
      expect(turn, `somebody can go on from ${stage}: ${passed.join(', ')}`).toBeTruthy();
      await decide(desks.get(turn!.persona)!, number, turn!.offer);
    }
    await page.goto(`/kota-bandung/lacak/${number}`);
    await expect(page.locator('#keadaan .tag'), passed.join(', ')).toHaveText('Selesai');
    expect(await opens(page), 'receipt, return and refusal at least').toBeGreaterThan(2);
    await axe(page);
    await page.goto(`/kota-bandung/${service}/${number}`);
    await axe(page);
    // Nobody is named in the public list.
    await page.goto(`/kota-bandung/${service}`);
    await expect(page.locator('main')).not.toContainText('9999');
    await expect(page.locator('table.list').first()).toContainText('Perorangan atau keluarga');
  });
}
