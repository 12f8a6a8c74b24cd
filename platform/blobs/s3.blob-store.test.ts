import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { s3Credentials, startS3Server, type S3Server } from '../../test/helpers/s3-server.js';
import { newId } from '../ids.js';
import { describeBlobStore } from './blob-store.contract.js';
import { createS3BlobStore } from './s3.blob-store.js';
import { parseS3Url } from './s3-url.js';

const org = newId();
let server: S3Server;
beforeAll(async () => {
  server = await startS3Server(['shared']);
}, 120_000);
afterAll(() => server.stop());

const locationOf = (bucket: string, { key, secret } = s3Credentials) => {
  const account = `${encodeURIComponent(key)}:${encodeURIComponent(secret)}`;
  const location = parseS3Url(`http://${account}@127.0.0.1:${server.port}/${bucket}/some/prefix`);
  if (!location) throw new Error('not an S3 URL');
  return location;
};
const createBucket = async (bucket: string): Promise<void> => {
  const client = new S3Client({ ...locationOf(bucket), forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
};
const open = async (folder: string) => {
  const bucket = `b${randomBytes(6).toString('hex')}`;
  await createBucket(bucket);
  const blobs = createS3BlobStore({ location: locationOf(bucket), copiesDirectory: join(folder, 'copies') });
  const stored = async () =>
    (await readdir(join(server.folder, bucket), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ name, parentPath }) => join(parentPath.slice(server.folder.length + bucket.length + 2), name));
  return { blobs, stored, bucket };
};

describeBlobStore('a bucket', open);

test('keys carry the prefix, the organisation and the hash; readers get one copy', async () => {
  const folder = join(server.folder, `copies-${randomBytes(6).toString('hex')}`);
  const { blobs, stored, bucket } = await open(folder);
  const sha256 = await blobs.putBytes(org, Buffer.from('text'));
  expect(await stored()).toEqual([`some/prefix/${org}/${sha256.slice(0, 2)}/${sha256}`]);
  const paths = await Promise.all([blobs.path(org, sha256), blobs.path(org, sha256)]);
  expect(new Set(paths).size).toBe(1);
  expect(await readdir(join(folder, 'copies'))).toEqual([`${org}-${sha256}`]);
  // A second machine has copies of its own.
  const elsewhere = createS3BlobStore({
    location: locationOf(bucket),
    copiesDirectory: join(folder, 'elsewhere'),
  });
  expect(await readFile(await elsewhere.path(org, sha256), 'utf8')).toBe('text');
});

test('a file that was damaged in the bucket is refused and leaves no copy', async () => {
  const folder = join(server.folder, `copies-${randomBytes(6).toString('hex')}`);
  const { blobs, stored, bucket } = await open(folder);
  const sha256 = await blobs.putBytes(org, Buffer.from('text'));
  const [key = ''] = await stored();
  await writeFile(join(server.folder, bucket, key), 'tex!');
  await expect(blobs.path(org, sha256)).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    cause: new Error('the stored file is damaged'),
  });
  expect(await readdir(join(folder, 'copies'))).toEqual([]);
});

test('what is wrong with the configuration is said', async () => {
  const storeOf = (location: ReturnType<typeof locationOf>) =>
    createS3BlobStore({ location, copiesDirectory: '/nonexistent' });
  await expect(storeOf(locationOf('absent-bucket')).ping()).rejects.toThrow(
    'the bucket absent-bucket does not exist',
  );
  const wrong = locationOf('shared', { key: 'test-key', secret: 'not it' });
  await expect(storeOf(wrong).ping()).rejects.toThrow('access to the bucket shared was denied');
  const nobody = { ...locationOf('shared'), endpoint: 'http://127.0.0.1:9' };
  await expect(storeOf(nobody).ping()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
});
