export type Row = Array<string | number>;

/** A table with its headline, for the terminal and for Markdown alike. */
export interface Sheet {
	title: string;
	head: string[];
	rows: Row[];
}

export function shown(value: number | undefined, digits: number): string {
	return value === undefined || Number.isNaN(value) ? '' : value.toFixed(digits);
}

export const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
