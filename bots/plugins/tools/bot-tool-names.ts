/** A plugin of a bot, with the tools that the bot has of it. */
export interface NamedTools {
  /** Tells the plugins of a bot apart. */
  key: string;
  /** Of the plugin, to tell its tools from others of the same name. */
  name: string;
  tools: string[];
}

const longest = 64;

/**
 * What the tools of a bot are called in it: by their own names; one whose name an earlier plugin has is called after its
 * plugin as well. The same plugins in the same order always give the same names.
 */
export function toolNames(plugins: readonly NamedTools[]): Map<string, Map<string, string>> {
  const taken = new Set<string>();
  return new Map(
    plugins.map(({ key, name, tools }) => [
      key,
      new Map(
        tools.map((tool) => {
          const chosen = freeName(tool, name, taken);
          taken.add(chosen);
          return [tool, chosen];
        }),
      ),
    ]),
  );
}

function freeName(tool: string, plugin: string, taken: Set<string>): string {
  if (!taken.has(tool)) return tool;
  const prefix = slugOf(plugin);
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `_${number}`;
    const candidate = `${`${prefix}_${tool}`.slice(0, longest - suffix.length)}${suffix}`;
    if (!taken.has(candidate)) return candidate;
  }
}

const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase()
    .slice(0, 24) || 'plugin';
