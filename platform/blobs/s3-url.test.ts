import { expect, test } from '@jest/globals';
import { parseS3Url } from './s3-url.js';

test('a bucket of Amazon, with the credentials of the machine', () => {
  expect(parseS3Url('s3://documents/bots/originals?region=eu-central-1')).toEqual({
    bucket: 'documents',
    prefix: 'bots/originals/',
    region: 'eu-central-1',
  });
});

test('a server of its own, with credentials that need encoding', () => {
  expect(parseS3Url('https://key:se%2Fcret%3D@storage.example.org:9000/documents')).toEqual({
    bucket: 'documents',
    prefix: '',
    region: 'us-east-1',
    endpoint: 'https://storage.example.org:9000',
    credentials: { accessKeyId: 'key', secretAccessKey: 'se/cret=' },
  });
});

test.each([
  '',
  'documents',
  'ftp://host/documents',
  'https://host',
  's3://key@documents',
  's3://UPPER',
  's3://',
])('is refused: %p', (url) => expect(parseS3Url(url)).toBeNull());
