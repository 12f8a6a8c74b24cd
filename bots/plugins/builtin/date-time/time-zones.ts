/** Cities after which no zone is named, and names that people use instead. */
const elsewhere: Record<string, string> = {
  ...{
    beijing: 'Asia/Shanghai',
    shenzhen: 'Asia/Shanghai',
    delhi: 'Asia/Kolkata',
    'new delhi': 'Asia/Kolkata',
  },
  ...{ mumbai: 'Asia/Kolkata', bangalore: 'Asia/Kolkata', chennai: 'Asia/Kolkata', india: 'Asia/Kolkata' },
  ...{ osaka: 'Asia/Tokyo', kyoto: 'Asia/Tokyo', japan: 'Asia/Tokyo', hanoi: 'Asia/Ho_Chi_Minh' },
  ...{
    munich: 'Europe/Berlin',
    hamburg: 'Europe/Berlin',
    frankfurt: 'Europe/Berlin',
    cologne: 'Europe/Berlin',
  },
  ...{ germany: 'Europe/Berlin', milan: 'Europe/Rome', naples: 'Europe/Rome', italy: 'Europe/Rome' },
  ...{ barcelona: 'Europe/Madrid', spain: 'Europe/Madrid', france: 'Europe/Paris', lyon: 'Europe/Paris' },
  ...{ geneva: 'Europe/Zurich', bern: 'Europe/Zurich', basel: 'Europe/Zurich', switzerland: 'Europe/Zurich' },
  ...{
    manchester: 'Europe/London',
    edinburgh: 'Europe/London',
    uk: 'Europe/London',
    england: 'Europe/London',
  },
  ...{ 'st. petersburg': 'Europe/Moscow', kyiv: 'Europe/Kyiv', 'san francisco': 'America/Los_Angeles' },
  ...{
    seattle: 'America/Los_Angeles',
    'las vegas': 'America/Los_Angeles',
    california: 'America/Los_Angeles',
  },
  ...{ boston: 'America/New_York', washington: 'America/New_York', miami: 'America/New_York' },
  ...{ atlanta: 'America/New_York', philadelphia: 'America/New_York', houston: 'America/Chicago' },
  ...{ dallas: 'America/Chicago', austin: 'America/Chicago', montreal: 'America/Toronto' },
  ...{ 'rio de janeiro': 'America/Sao_Paulo', brasilia: 'America/Sao_Paulo', canberra: 'Australia/Sydney' },
  ...{ 'abu dhabi': 'Asia/Dubai', 'tel aviv': 'Asia/Jerusalem', 'cape town': 'Africa/Johannesburg' },
  ...{ utc: 'UTC', gmt: 'UTC' },
};

let byCity: Map<string, string> | undefined;

/** City by the last part of its zone: `new york` of `America/New_York`. */
function zonesByCity(): Map<string, string> {
  byCity ??= new Map(
    Intl.supportedValuesOf('timeZone').map((zone) => [
      (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ').toLowerCase(),
      zone,
    ]),
  );
  return byCity;
}

/** The zone that a name means: of the IANA database, or a city's; undefined when nobody knows it. */
export function timeZoneOf(name: string): string | undefined {
  const text = name.trim().replace(/[?!.,;]+$/, '');
  const known = elsewhere[text.toLowerCase()] ?? zonesByCity().get(text.toLowerCase());
  if (known) return known;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
