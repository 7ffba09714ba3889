import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mts';
import { npm } from './npm.mts';

/** The top of this checkout. */
export const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));

/** Where commands and tests leave their logs; git does not see it. */
export const OUTPUT = join(CHECKOUT, '.test-output');

/**
 * Builds this package afresh and packs it into `folder`. Two runs at once take turns, as both
 * write to dist.
 *
 * @returns the absolute path of the tarball
 * @throws {Error} with the compiler's words
 */
export function packPackage(folder: string): Promise<string> {
	return withLock(join(OUTPUT, 'build'), async () => {
		await npm(['run', 'build'], { cwd: CHECKOUT });
		const printed = await npm(['pack', '--pack-destination', folder], { cwd: CHECKOUT });
		return join(folder, printed.trimEnd().split('\n').at(-1) ?? '');
	});
}
