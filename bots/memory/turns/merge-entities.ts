import type { MessageEntity } from '../../../contracts/message-entity.contract.js';

/** Entities of two finders in reading order; where both found something, the trained one knows what it is. */
export function mergeEntities(trained: MessageEntity[], byForm: MessageEntity[]): MessageEntity[] {
  const isKnown = ({ type, value, span }: MessageEntity) =>
    trained.some((one) =>
      one.span && span
        ? one.span[0] < span[1] && span[0] < one.span[1]
        : one.type === type && one.value === value,
    );
  return [...trained, ...byForm.filter((one) => !isKnown(one))].sort(
    (a, b) => (a.span?.[0] ?? 0) - (b.span?.[0] ?? 0),
  );
}
