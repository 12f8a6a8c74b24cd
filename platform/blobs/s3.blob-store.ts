import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../errors/app-error.js';
import { blobAddress, blobFolder } from './blob-address.js';
import type { BlobStore } from './blob-store.js';
import { createLocalCopies } from './local-copies.js';
import type { S3Location } from './s3-url.js';

/** A stream cannot be sent twice by the SDK itself. */
const putAttempts = 3;

/** Blobs in a bucket of Amazon S3 or a server that speaks its protocol; readers get local copies. */
export function createS3BlobStore({
  location: { bucket, prefix, ...location },
  copiesDirectory,
}: {
  location: S3Location;
  copiesDirectory: string;
}): BlobStore & { close(): void } {
  const client = new S3Client({
    ...location,
    // Other servers have no host name for each bucket.
    forcePathStyle: location.endpoint !== undefined,
    // The hash is sent with each blob; the SDK's own trailing checksums are unknown to many servers.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 60_000, throwOnRequestTimeout: true },
  });
  const copies = createLocalCopies({ directory: copiesDirectory });
  const keyOf = (organizationId: string, sha256: string): string =>
    `${prefix}${blobAddress(organizationId, sha256).join('/')}`;

  const exists = (key: string): Promise<boolean> =>
    client.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).then(
      () => true,
      (error: unknown) => {
        if (isAbsent(error)) return false;
        throw unavailable(error);
      },
    );

  const put = async (
    key: string,
    { sha256, size, body }: { sha256: string; size: number; body: () => Readable | Uint8Array },
  ): Promise<void> => {
    if (await exists(key)) return;
    for (let attempt = 1; ; attempt++) {
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: body(),
            ContentLength: size,
            ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
          }),
        );
        return;
      } catch (error) {
        if (attempt === putAttempts) throw unavailable(error);
      }
    }
  };

  const download = async (key: string, sha256: string, target: string): Promise<void> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key })).catch((error) => {
      throw isAbsent(error)
        ? Object.assign(new Error('no such blob'), { code: 'ENOENT' })
        : unavailable(error);
    });
    if (!(Body instanceof Readable)) throw new Error('the storage answered no stream');
    await pipeline(Body, verifying(sha256), createWriteStream(target, { mode: 0o600 })).catch((error) => {
      throw unavailable(error);
    });
  };

  const copy = (from: string, to: string) =>
    client.send(
      new CopyObjectCommand({ Bucket: bucket, Key: to, CopySource: encodeURI(`${bucket}/${from}`) }),
    );
  const remove = (key: string) => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));

  return {
    async putFile(organizationId, sha256, path) {
      const { size } = await stat(path);
      await put(keyOf(organizationId, sha256), { sha256, size, body: () => createReadStream(path) });
    },
    async putBytes(organizationId, bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await put(keyOf(organizationId, sha256), { sha256, size: bytes.length, body: () => bytes });
      return sha256;
    },
    async path(organizationId, sha256) {
      const key = keyOf(organizationId, sha256);
      return copies.path(`${organizationId}-${sha256}`, (target) => download(key, sha256, target));
    },
    async deleteUnless(organizationId, sha256, isUsed) {
      const key = keyOf(organizationId, sha256);
      if (await isUsed()) return;
      // There is no atomic rename: whoever begins to use it meanwhile either stores it again or is seen by the second question.
      const aside = `${key}.${randomUUID()}`;
      try {
        await copy(key, aside);
        await remove(key);
        await copies.forget(`${organizationId}-${sha256}`);
        if (await isUsed()) await copy(aside, key);
        await remove(aside);
      } catch (error) {
        if (!isAbsent(error)) throw unavailable(error);
      }
    },
    async deleteOrganization(organizationId) {
      const Prefix = `${prefix}${blobFolder(organizationId)}/`;
      try {
        // Each round deletes what it lists, so the next one begins at the front again.
        for (;;) {
          const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
          if (Contents.length === 0) return;
          for (const { Key } of Contents) if (Key !== undefined) await remove(Key);
        }
      } catch (error) {
        throw unavailable(error);
      }
    },
    async ping() {
      await client.send(new HeadBucketCommand({ Bucket: bucket })).catch((error: unknown) => {
        if (isAbsent(error)) throw new Error(`the bucket ${bucket} does not exist`, { cause: error });
        if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403)
          throw new Error(`access to the bucket ${bucket} was denied`, { cause: error });
        throw unavailable(error);
      });
    },
    close: () => client.destroy(),
  };
}

const isAbsent = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;

const unavailable = (error: unknown): AppError =>
  error instanceof AppError
    ? error
    : new AppError('SERVICE_UNAVAILABLE', 'The file storage does not answer', { cause: error });

/** Passes bytes on and fails at the end when they are not the ones that were stored. */
function verifying(sha256: string): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(hash.digest('hex') === sha256 ? null : new Error('the stored file is damaged'));
    },
  });
}
