/**
 * A limit by network that many networks of one subscriber don't pass together:
 * whoever has a /48 of IPv6 has 65,536 of those that are counted (SPEC SEC-7).
 */
import { siteOf } from './network.ts';
import type { Limiter, LimitRule, RateLimits } from './rate-limits.ts';

/** A site may have several schools' worth of honest slips, and no more. */
const networksPerSite = 10;

/** Its keys are networks (`networkOf` an address). */
export function limitByNetwork(rateLimits: RateLimits, name: string, rule: LimitRule): Limiter {
  const near = rateLimits.limiter(name, rule);
  const sites = rateLimits.limiter(`${name}.site`, {
    ...rule,
    points: rule.points * networksPerSite,
  });
  return {
    async consume(network, points) {
      await near.consume(network, points);
      const site = siteOf(network);
      if (!site) return;
      try {
        await sites.consume(site, points);
      } catch (error) {
        await near.reward(network, points);
        throw error;
      }
    },
    async reward(network, points) {
      const site = siteOf(network);
      await near.reward(network, points);
      if (site) await sites.reward(site, points);
    },
    reset: (network) => near.reset(network),
  };
}
