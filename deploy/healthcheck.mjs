// Ends with 0 when the given address answers with a success: `node healthcheck.mjs http://127.0.0.1:3000/health`.
const answer = await fetch(process.argv[2], { signal: AbortSignal.timeout(4_000) }).catch(() => null);
process.exit(answer?.ok ? 0 : 1);
