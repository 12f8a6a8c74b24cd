import type { Request, RequestHandler, Response } from 'express';
import express from 'express';
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Transform, type Readable } from 'node:stream';
import multer from 'multer';
import { AppError, invalid } from '../../platform/errors/app-error.js';
import { refuseNulNames } from './nul-names.js';
import type { FileRules, Route, UploadedFile } from './route.js';

export const defaultBodyLimit = 1_000_000;

const run = (middleware: RequestHandler, request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    void middleware(request, response, (error?: unknown) => {
      if (error) reject(error instanceof Error ? error : new Error('the body could not be read'));
      else resolve();
    });
  });

/** Parses the body that a route declares. @throws AppError for broken JSON, a body too large, an unknown media type. */
export function createBodyParser(route: Route, { uploadDir }: { uploadDir: string }) {
  const { body, files, bodyLimit = defaultBodyLimit } = route.request ?? {};
  const json = express.json({
    limit: bodyLimit,
    strict: false,
    type: ['application/json', 'application/*+json'],
    verify: (_request, response: Response, bytes, encoding) => {
      // A name is looked at only where the text can have that character, which JSON escapes.
      response.locals.mayHaveNul = encoding !== 'utf-8' || bytes.includes(String.raw`\u0000`);
    },
  });
  const form =
    files &&
    multer({
      storage: hashingStorage(uploadDir),
      limits: limitsOf(files),
      defParamCharset: 'utf8',
      preservePath: true,
    });
  return async (request: Request, response: Response): Promise<void> => {
    if (response.locals.bodyIsParsed) return;
    response.locals.bodyIsParsed = true;
    const hasBody =
      request.headers['transfer-encoding'] !== undefined ||
      Number(request.headers['content-length'] ?? 0) > 0;
    if (!hasBody) {
      request.body = body ? {} : undefined;
      return;
    }
    if (form && request.is('multipart/form-data')) {
      await run(form.array(files.field, files.maxFiles), request, response).catch((error: unknown) => {
        throw uploadError(error, files);
      });
      return;
    }
    if (!request.is('application/json') && !request.is('application/*+json')) {
      // Where none is expected, a body of another kind is not even read.
      if (!body) return;
      const expected = form ? 'application/json or multipart/form-data' : 'application/json';
      throw new AppError('UNSUPPORTED_MEDIA_TYPE', `Send the body as ${expected}`);
    }
    await run(json, request, response).catch((error: unknown) => {
      throw jsonError(error, bodyLimit);
    });
    if (response.locals.mayHaveNul) refuseNulNames(request.body);
  };
}

function jsonError(error: unknown, limit: number): unknown {
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'entity.too.large')
    return new AppError('PAYLOAD_TOO_LARGE', `The body exceeds ${limit} bytes`);
  if (type === 'entity.parse.failed') return new AppError('INVALID_JSON', 'The body is not valid JSON');
  if (status === 415)
    return new AppError('UNSUPPORTED_MEDIA_TYPE', 'The encoding of the body is not supported');
  if (status === 400) return new AppError('VALIDATION_ERROR', 'The body could not be read');
  return error;
}

const limitsOf = (files: FileRules) => ({
  fileSize: files.maxBytes,
  files: files.maxFiles,
  fields: 20,
  fieldSize: 100_000,
  fieldNameSize: 100,
});

function uploadError(error: unknown, files: FileRules): unknown {
  if (error instanceof multer.MulterError) {
    if (error.code === 'LIMIT_FILE_SIZE') {
      return new AppError('PAYLOAD_TOO_LARGE', `A file exceeds ${files.maxBytes} bytes`);
    }
    if (error.code === 'LIMIT_FILE_COUNT')
      return new AppError('PAYLOAD_TOO_LARGE', `More than ${files.maxFiles} files`);
    if (error.code === 'LIMIT_UNEXPECTED_FILE') {
      return error.field === files.field
        ? new AppError('PAYLOAD_TOO_LARGE', `More than ${files.maxFiles} files`)
        : invalid(`body.${error.field ?? ''}`, `send files in the field ${files.field}`);
    }
    return invalid('body', error.message);
  }
  // What busboy says about a broken form (no boundary, an unexpected end) comes without a class of its own.
  if (error instanceof Error && /boundary|form|part header|request closed/i.test(error.message))
    return invalid('body', error.message);
  return error;
}

type StoredFile = { path: string; size: number; sha256: string };

/** Writes each file under a random name and computes its content hash on the way. */
function hashingStorage(uploadDir: string): multer.StorageEngine {
  const store = async (stream: Readable): Promise<StoredFile> => {
    await mkdir(uploadDir, { recursive: true });
    const path = join(uploadDir, randomUUID());
    const hash = createHash('sha256');
    let size = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, callback) {
        hash.update(chunk);
        size += chunk.length;
        callback(null, chunk);
      },
    });
    try {
      await pipeline(stream, meter, createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      // A form that was cut off: nobody else knows of the half that was written.
      await rm(path, { force: true });
      throw error;
    }
    return { path, size, sha256: hash.digest('hex') };
  };
  return {
    _handleFile: (_request, file, callback) => {
      store(file.stream).then(
        (stored) => callback(null, stored),
        (error: unknown) => callback(error),
      );
    },
    _removeFile: (_request, file, callback) => {
      rm(file.path, { force: true }).then(
        () => callback(null),
        (error: unknown) => callback(error as Error),
      );
    },
  };
}

/** The files of a multipart request; the caller removes them when the request ends. */
export function uploadedFiles(request: Request): UploadedFile[] {
  const files = (request.files ?? []) as (Express.Multer.File & StoredFile)[];
  return files.map((file) => ({
    path: file.path,
    name: file.originalname,
    mediaType: file.mimetype,
    size: file.size,
    sha256: file.sha256,
  }));
}

export const removeUploads = async (request: Request): Promise<void> => {
  await Promise.all(uploadedFiles(request).map(({ path }) => rm(path, { force: true })));
};
