export interface Lane {
  organizationId: string;
  webhookId: string;
}

export interface LaneLimits {
  perWebhook: number;
  perOrganization: number;
}

/**
 * Places for attempts in flight: a slow receiver fills its own lane only, and an organisation with many of them has a
 * limit over all of its lanes. Who finds no place is remembered until one of the organisation is given back.
 */
export class Lanes {
  private readonly webhooks = new Map<string, number>();
  private readonly organizations = new Map<string, number>();
  private readonly waiting = new Map<string, Set<string>>();

  constructor(private readonly limits: LaneLimits) {}

  /** Takes a place; `isSuspect` leaves a receiver that has just failed one place only. */
  take({ organizationId, webhookId }: Lane, { isSuspect = false } = {}): boolean {
    const { perWebhook, perOrganization } = this.limits;
    const isFull =
      count(this.webhooks, webhookId) >= (isSuspect ? 1 : perWebhook) ||
      count(this.organizations, organizationId) >= perOrganization;
    if (isFull) {
      const waiting = this.waiting.get(organizationId) ?? new Set();
      this.waiting.set(organizationId, waiting.add(webhookId));
      return false;
    }
    add(this.webhooks, webhookId, 1);
    add(this.organizations, organizationId, 1);
    return true;
  }

  /** Gives a place back. @returns the webhooks for which there may be something to do now, this one included */
  give({ organizationId, webhookId }: Lane): string[] {
    add(this.webhooks, webhookId, -1);
    add(this.organizations, organizationId, -1);
    const waiting = this.waiting.get(organizationId) ?? new Set();
    waiting.delete(webhookId);
    // One place was given back, so one of those who waited may come; the first in line.
    const [next] = waiting;
    if (next !== undefined) waiting.delete(next);
    if (waiting.size === 0) this.waiting.delete(organizationId);
    return next === undefined ? [webhookId] : [next, webhookId];
  }

  /** Places left in the lane of a webhook. */
  free(webhookId: string): number {
    return Math.max(0, this.limits.perWebhook - count(this.webhooks, webhookId));
  }
}

const count = (counts: Map<string, number>, key: string): number => counts.get(key) ?? 0;

function add(counts: Map<string, number>, key: string, change: number): void {
  const value = count(counts, key) + change;
  if (value > 0) counts.set(key, value);
  else counts.delete(key);
}
