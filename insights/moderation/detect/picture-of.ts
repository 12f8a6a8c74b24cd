import type { DetectRequest } from './detect.types.js';

const pictureData = /^data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;
const httpsAddress = /^https:\/\/\S+$/;
const pictureName = /\.(?:png|jpe?g|gif|webp)(?:[?#]|$)/i;

/** A picture that came with the request. */
export const isPictureData = (value: unknown): value is string =>
  typeof value === 'string' && pictureData.test(value);

const isAddress = (value: unknown): value is string => typeof value === 'string' && httpsAddress.test(value);

/**
 * The picture that a model could look at: an address, which only the model's provider reads, or the picture itself. Of a video
 * it is a still, of a file only what is a picture.
 */
export function pictureOf({
  contentType,
  content,
  metadata,
}: Pick<DetectRequest, 'contentType' | 'content' | 'metadata'>): string | undefined {
  const { url, thumbnailUrl, mimeType, name } = metadata ?? {};
  const first = (...candidates: unknown[]): string | undefined =>
    candidates.find((value): value is string => isPictureData(value) || isAddress(value));
  if (contentType === 'image' || contentType === 'profile') return first(url, content);
  if (contentType === 'video') return first(thumbnailUrl);
  if (contentType !== 'file') return undefined;
  const isPicture =
    typeof mimeType === 'string'
      ? mimeType.startsWith('image/')
      : [name, url, content].some((value) => typeof value === 'string' && pictureName.test(value));
  return isPicture ? first(url, content) : [url, content].find(isPictureData);
}
