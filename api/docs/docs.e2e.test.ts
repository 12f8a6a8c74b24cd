import { expect, test } from '@jest/globals';
import { createGiven, platformUrl } from '../../test/helpers/given.js';

const { anonymous } = createGiven(platformUrl());

const addresses = (html: string): string[] =>
  [...html.matchAll(/(?:src|href|action)="([^"]+)"/g)].map(([, address = '']) => address);

test.each(['/docs', '/redoc'])('%s shows the operations with nothing from elsewhere', async (path) => {
  const answer = await anonymous.get(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(addresses(answer.body).length).toBeGreaterThan(1);
  for (const address of addresses(answer.body)) {
    expect(address).toMatch(/^\/(?!\/)/);
    expect((await anonymous.get(address)).status).toBe(200);
  }
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'self';/);
  expect(answer.headers.get('content-security-policy')).not.toMatch(/https?:|\*/);
});

test('the page reads the document of this platform and asks no foreign validator', async () => {
  const { body } = await anonymous.get('/docs/start.js');
  expect(body).toContain("url: '/openapi.json'");
  expect(body).toContain('validatorUrl: null');
  expect(body).not.toMatch(/https?:/);
});

test('the reference to read is another page, whose bundle fetches no picture from its maker', async () => {
  expect((await anonymous.get('/redoc')).body).not.toBe((await anonymous.get('/docs')).body);
  const { body } = await anonymous.get('/redoc/redoc.js');
  expect(body.length).toBeGreaterThan(500_000);
  expect(body).not.toContain('cdn.redoc.ly');
  expect((await anonymous.get('/redoc/start.js')).body).toContain("Redoc.init('/openapi.json'");
});

test('every error code has its place where error answers point to', async () => {
  const answer = await anonymous.get('/docs/errors');
  expect(answer.status).toBe(200);
  for (const code of [
    'validation_error',
    'resource_not_found',
    'authentication_required',
    'rate_limit_exceeded',
  ])
    expect(answer.body.match(new RegExp(`id="${code}"`, 'g'))).toHaveLength(1);
  expect(addresses(answer.body)).toEqual([]);
});

test('the folder of the assets does not list itself', async () => {
  expect((await anonymous.get('/docs/assets/')).status).toBe(404);
  expect((await anonymous.get('/docs/assets/..%2f..%2fpackage.json')).status).toBeGreaterThanOrEqual(400);
});
