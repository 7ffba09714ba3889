import { EventEmitter } from 'node:events';

/** The response that n8n hands to a node, as far as nodes and n8n touch it. */
export class Answering extends EventEmitter {
	statusCode = 200;
	body = '';
	writableEnded = false;
	destroyed = false;
	readonly headers: Record<string, string> = {};
	/** Settles once it is answered, or the connection is gone. */
	readonly over = new Promise<void>((resolve) => this.once('close', resolve));

	setHeader(name: string, value: string): void {
		this.headers[name.toLowerCase()] = value;
	}

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	end(body = ''): void {
		if (this.writableEnded) return;
		this.writableEnded = true;
		this.body = body;
		if (this.destroyed) return;
		this.emit('finish');
		this.emit('close');
	}

	/** The sender hangs up, or the process dies. */
	hangUp(): void {
		if (this.writableEnded || this.destroyed) return;
		this.destroyed = true;
		this.emit('close');
	}
}
