import { readFile, writeFile } from 'node:fs/promises';

const KIB = 1024;
const MIB = KIB * KIB;

/** What Linux says of a process's resident memory, in MiB. */
export interface Memory {
	now: number;
	/** The most since `forgetPeak`. */
	peak: number;
}

export async function memoryOf(pid: number): Promise<Memory> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	const read = (name: string) => {
		const kib = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1];
		return Math.round((Number(kib) * KIB) / MIB);
	};
	return { now: read('VmRSS'), peak: read('VmHWM') };
}

/** Has the peak counted from now on (proc(5), clear_refs). */
export async function forgetPeak(pid: number): Promise<void> {
	await writeFile(`/proc/${pid}/clear_refs`, '5');
}
