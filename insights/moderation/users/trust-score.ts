export interface UserRecord {
  violations: number;
  warnings: number;
  mutes: number;
  bans: number;
}

const costs: Record<keyof UserRecord, number> = { violations: 0.03, warnings: 0.03, mutes: 0.1, bans: 0.3 };

/** 1 for somebody without a record, less for every entry in it: 0.03 a violation or warning, 0.1 a mute, 0.3 a ban. */
export function trustScore(record: UserRecord): number {
  const lost = (Object.keys(costs) as (keyof UserRecord)[]).reduce(
    (sum, kind) => sum + costs[kind] * record[kind],
    0,
  );
  return Math.round(Math.max(0, 1 - lost) * 100) / 100;
}
