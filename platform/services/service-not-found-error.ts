import type { ServiceSpec } from './service-catalogue.js';

/** A service that could not be supplied; the message says what was tried and what the reader can do. */
export class ServiceNotFoundError extends Error {
  readonly service: ServiceSpec['name'];
  readonly tried: readonly string[];

  constructor(spec: ServiceSpec, tried: readonly string[]) {
    const list = tried.map((attempt) => `  - ${attempt}`).join('\n');
    super(`Could not find ${spec.title}. Tried:\n${list}\n${advice(spec)}`);
    this.name = 'ServiceNotFoundError';
    this.service = spec.name;
    this.tried = tried;
  }
}

function advice({ urlVariable, exampleUrl, commands }: ServiceSpec): string {
  const ways = [
    ...(urlVariable ? [`set ${urlVariable} to a running one, such as ${exampleUrl}`] : []),
    ...(commands.length > 0 ? [`put ${commands.join(' or ')} on PATH`] : []),
  ];
  return `To supply it, ${ways.join(', or ')}.`;
}
