import { readFile, writeFile } from 'node:fs/promises';

const KIB = 1024;
const MIB = KIB * KIB;

/** What Linux says of a process's resident memory, in MiB. */
interface Memory {
	now: number;
	/** The most since `watchMemory`, or since the start. */
	peak: number;
}

async function memoryOf(pid: number): Promise<Memory> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	const read = (name: string) => {
		const kib = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1];
		return Math.round((Number(kib) * KIB) / MIB);
	};
	return { now: read('VmRSS'), peak: read('VmHWM') };
}

/** Gives, when asked later, by how many MiB the peak from now on is above the level of now. */
export async function watchMemory(pid: number): Promise<() => Promise<number>> {
	// Has the peak counted anew (proc(5), clear_refs).
	await writeFile(`/proc/${pid}/clear_refs`, '5');
	const { now: idle } = await memoryOf(pid);
	return async () => (await memoryOf(pid)).peak - idle;
}
