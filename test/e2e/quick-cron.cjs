// Makes what n8n would do once an hour happen every QUICK_CRON_MS (default 3 s).
// Usage: node --require quick-cron.cjs
const Module = require('node:module');

const HOURLY = /^\d+ \d+ \* \* \* \*$/;
const INTERVAL_MS = Number(process.env.QUICK_CRON_MS ?? 3_000);
const load = Module._load;

Module._load = function (request, ...rest) {
	const loaded = load.call(this, request, ...rest);
	return request === 'cron' ? quick(loaded) : loaded;
};

function quick(cron) {
	class QuickCronJob extends cron.CronJob {
		constructor(expression, onTick, ...rest) {
			const isHourly = HOURLY.test(expression);
			super(expression, isHourly ? () => {} : onTick, ...rest);
			if (isHourly) this.quickTimer = setInterval(onTick, INTERVAL_MS);
		}

		stop() {
			clearInterval(this.quickTimer);
			return super.stop();
		}
	}
	return { ...cron, CronJob: QuickCronJob };
}
