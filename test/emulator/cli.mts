import { parseArgs } from 'node:util';
import getPort from 'get-port';
import { startEmulator } from './index.mts';

/** Where the page is by default; another port is taken when this one is not free. */
const USUAL_PORT = 4010;

const { values } = parseArgs({ options: { port: { type: 'string' } } });
const wanted = Number(values.port ?? USUAL_PORT);
const port = await getPort({ port: wanted });
if (port !== wanted) console.log(`Port ${wanted} is taken, so this one uses ${port}.`);

const emulator = await startEmulator({ port });
console.log(`SmartSuite emulator is up until Ctrl-C.

  page           ${emulator.url}/
  API URL        ${emulator.url}
  webhooks URL   ${emulator.url}
  API token      ${emulator.token}
  workspace id   ${emulator.accountId}
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => void emulator.stop());
}
