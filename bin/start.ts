import { createSignInCode } from '../accounts/index.js';
import { isLocal, outboxFileOf, type Config } from '../platform/config/config.js';
import { errorMessage } from '../platform/errors/app-error.js';
import { runDemo } from './demo/run-demo.js';
import { installedDocuments } from './demo/installed-documents.js';
import { demoQuestion } from './demo/demo-question.js';
import { printer } from './compose/printer.js';
import { startPlatform } from './compose/start-platform.js';
import { stopOnSignal } from './compose/stop-on-signal.js';

/** `npm start`: services, platform and, unless DEMO=0, the demo bot. */
async function main(): Promise<void> {
  const { say, blank } = printer();
  say('starting');
  const starting = startPlatform({ say });
  stopOnSignal(starting, say);
  const platform = await starting;
  const { config, url, services, vectorStore } = platform;
  console.log(`ready ${url}`);
  // Sent by `npm run dev` after each compilation.
  process.on('SIGUSR2', () => void platform.reload().then(() => say('running the new code')));
  platform.workerReady.catch(async (error: unknown) => {
    console.error(`\n${errorMessage(error)}`);
    await platform.stop();
    process.exit(1);
  });
  blank();
  if (config.NEXT_PUBLIC_USE_DEV_AUTH)
    say('WARNING            authentication is switched off: whoever uses this machine is the administrator');
  if (!config.DEMO) say(`dashboard          ${url}`);
  say(`API documentation  ${url}/docs`);
  if (services.urls.temporalUiUrl) say(`Temporal UI        ${services.urls.temporalUiUrl}`);
  say(`vector store       ${vectorStore}`);
  say(
    `administrator      ${config.ADMIN_PASSWORD ? (config.ADMIN_EMAIL ?? 'admin') : `${config.DATA_DIR}/admin.json`}`,
  );
  say(`mail               ${config.SMTP_URL ? `by ${new URL(config.SMTP_URL).host}` : outboxFileOf(config)}`);
  say(`logs               ${config.DATA_DIR}/logs`);
  blank();
  if (!config.DEMO) return;
  await platform.workerReady;
  await runDemo({
    platform,
    say,
    chatbot: 'Demo',
    knowledgeBase: 'Installed documentation',
    documents: () => installedDocuments(process.cwd()),
    question: demoQuestion,
    onChatbot: async ({ id }) => {
      say(`dashboard          ${await linkTo(config, url, id)}`);
      blank();
    },
  });
}

/** To the bot in the dashboard; on somebody's own machine it signs them in, once and soon. */
async function linkTo(config: Config, url: string, chatbotId: string): Promise<string> {
  if (!isLocal(config)) return `${url}/bots/${chatbotId}/playground`;
  // Behind the #, where no server and no log sees it.
  return `${url}/welcome?bot=${chatbotId}#${await createSignInCode(config.DATA_DIR)}`;
}

main().catch((error: unknown) => {
  console.error(`\n${errorMessage(error)}`);
  process.exitCode = 1;
  // What was started is stopped already; a demo that failed leaves the platform running.
});
