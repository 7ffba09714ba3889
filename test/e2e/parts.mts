/** What was started, to be ended in the opposite order. */
export class Parts {
	private readonly ends: Array<() => Promise<void>> = [];

	/** Has this part ended with the others. */
	keep<Part extends { stop(): Promise<void> }>(part: Part): Part {
		this.ends.push(() => part.stop());
		return part;
	}

	/** Has this folder removed with the others' end. */
	keepFolder<Folder extends { remove(): Promise<void> }>(folder: Folder): Folder {
		this.ends.push(() => folder.remove());
		return folder;
	}

	/** Ends all parts, the last one first; where there are none left, it does nothing. */
	readonly stop = async (): Promise<void> => {
		for (const end of this.ends.splice(0).reverse()) await end();
	};

	/**
	 * Starts what needs several parts.
	 *
	 * @throws what `start` throws, when the parts that it did start have ended
	 */
	static async allOrNone<Whole>(start: (parts: Parts) => Promise<Whole>): Promise<Whole> {
		const parts = new Parts();
		try {
			return await start(parts);
		} catch (error) {
			await parts.stop();
			throw error;
		}
	}
}
