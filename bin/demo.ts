import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../platform/config/config.js';
import { errorMessage } from '../platform/errors/app-error.js';
import { DataDirLockedError } from '../platform/services/index.js';
import { printer } from './compose/printer.js';
import { startPlatform, type RunningPlatform } from './compose/start-platform.js';
import { stopOnSignal } from './compose/stop-on-signal.js';
import { demoQuestion } from './demo/demo-question.js';
import { folderDocuments } from './demo/folder-documents.js';
import { installedDocuments } from './demo/installed-documents.js';
import { runDemo } from './demo/run-demo.js';

/** `npm run demo -- --path DIR [--question TEXT]`: a bot over the reader's own documents, on the running platform or a new one. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { path: { type: 'string' }, question: { type: 'string' } } });
  const { say } = printer();
  const folder = values.path === undefined ? undefined : resolve(values.path);
  const { platform, isOurs } = await joinOrStart(say);
  await runDemo({
    platform,
    say,
    chatbot: folder ? `Demo ${basename(folder)}`.slice(0, 100) : 'Demo',
    knowledgeBase: folder ? folder.slice(-100) : 'Installed documentation',
    documents: () => (folder ? folderDocuments(folder) : installedDocuments(process.cwd())),
    question: values.question ?? (folder ? undefined : demoQuestion),
  });
  if (isOurs) say('the platform goes on running; Ctrl-C stops it');
}

async function joinOrStart(
  say: (line: string) => void,
): Promise<{ platform: Pick<RunningPlatform, 'config' | 'url'>; isOurs: boolean }> {
  const starting = startPlatform({ say });
  try {
    const platform = await starting;
    stopOnSignal(starting, say);
    console.log(`ready ${platform.url}`);
    await platform.workerReady;
    return { platform, isOurs: true };
  } catch (error) {
    const url = error instanceof DataDirLockedError ? error.holder?.url : undefined;
    if (!url) throw error;
    say(`joining the platform at ${url}`);
    return { platform: { config: loadConfig(), url }, isOurs: false };
  }
}

main().catch((error: unknown) => {
  console.error(`\n${errorMessage(error)}`);
  process.exitCode = 1;
});
