import { httpStatus, type ErrorCode } from '../../contracts/errors.contract.js';
import { surfaceCodes } from '../http/surfaces.js';

const meanings: Record<ErrorCode, string> = {
  VALIDATION_ERROR: 'The request does not have the documented form; the message names the field.',
  INVALID_JSON: 'The body is not valid JSON.',
  UNAUTHORIZED: 'Credentials are missing, wrong, revoked or have expired.',
  TOTP_REQUIRED: 'The password is right, and a right code of the authenticator is needed too.',
  FORBIDDEN: 'The caller is known but may not do this.',
  NOT_FOUND: 'There is no such resource, or it belongs to somebody else.',
  METHOD_NOT_ALLOWED: 'The address exists; the header Allow lists its methods.',
  CONFLICT: 'The request contradicts what is stored, such as a name that is taken.',
  EVALUATION_REQUIRED: 'The version has not reached what its chatbot requires before publishing.',
  PAYLOAD_TOO_LARGE: 'The body or a file exceeds its limit.',
  UNSUPPORTED_MEDIA_TYPE: 'The body is of a kind that this operation does not read.',
  RATE_LIMIT_EXCEEDED: 'Too many requests; Retry-After says when to try again.',
  PROVIDER_ERROR: 'A model provider failed.',
  BUDGET_EXCEEDED: 'The budget for models is used up; an owner can raise it, or it begins anew.',
  SERVICE_UNAVAILABLE: 'A service that is needed does not answer; try again later.',
  SERVER_ERROR: 'The fault is on this side; quote the request id when you report it.',
};

// Two codes may share a name on one surface; the fragment leads to the first.
const shown = new Set<string>();

const rows = (Object.keys(meanings) as ErrorCode[])
  .map((code) => {
    const names = surfaceCodes(code).filter((name) => !shown.has(name));
    names.forEach((name) => shown.add(name));
    const cells = names.map((name) => `<code id="${name.toLowerCase()}">${name}</code>`);
    return `<tr><td>${cells.join('<br>')}</td><td>${httpStatus[code]}</td><td>${meanings[code]}</td></tr>`;
  })
  .join('\n');

/** What each error code means; error answers link here, with the code as fragment. */
export const errorsPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Error codes</title>
</head>
<body>
<h1>Error codes</h1>
<table>
<thead><tr><th>Code</th><th>Status</th><th>Meaning</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>
</body>
</html>
`;
