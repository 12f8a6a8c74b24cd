export interface S3Location {
  bucket: string;
  /** In front of every key; empty, or ending in `/`. */
  prefix: string;
  region: string;
  /** Absent for Amazon's own. */
  endpoint?: string;
  /** Absent: the AWS SDK's usual sources, such as the role of the machine. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
}

/**
 * Reads `s3://[KEY:SECRET@]BUCKET[/PREFIX][?region=R]` for Amazon, and `http(s)://[KEY:SECRET@]HOST[:PORT]/BUCKET[/PREFIX]`
 * for any other server that speaks S3. Key and secret are percent-encoded. @returns null for anything else
 */
export function parseS3Url(text: string): S3Location | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isAmazon = url.protocol === 's3:';
  if (!isAmazon && url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  const segments = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const bucket = isAmazon ? url.hostname : segments.shift();
  if (!bucket || !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) return null;
  if ((url.username === '') !== (url.password === '')) return null;
  return {
    bucket,
    prefix: segments.map((segment) => `${segment}/`).join(''),
    region: url.searchParams.get('region') ?? 'us-east-1',
    ...(isAmazon ? {} : { endpoint: url.origin }),
    ...(url.username
      ? {
          credentials: {
            accessKeyId: decodeURIComponent(url.username),
            secretAccessKey: decodeURIComponent(url.password),
          },
        }
      : {}),
  };
}
