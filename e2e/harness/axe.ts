import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What fades in or away while axe looks isn't there when it looks again. */
const LOOKS = 3;

/** Fails when axe finds something serious or critical on the page as it is when nothing moves any more. */
export async function expectAccessible(
  page: Page,
  what: string,
  rules?: readonly string[],
): Promise<void> {
  let findings = await look(page, rules);
  for (let nr = 1; nr < LOOKS && findings.length > 0; nr++) findings = await look(page, rules);
  expect(findings, `${what}: axe`).toEqual([]);
}

async function look(page: Page, rules?: readonly string[]): Promise<string[]> {
  await stillness(page);
  // Nothing of ours is in a frame; for those, axe would open a page of its own at each look.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules ? axe.withRules([...rules]) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) =>
      [`${id}: ${help}`, ...nodes.map((n) => `${n.html}\n  ${n.failureSummary}`)].join('\n  '),
    );
}

/** What is half faded in has colours that nobody is meant to read: waits until all has arrived. */
const stillness = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    // One that is cancelled, since its element went away, has ended too.
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
