// Lets nobody write to a database any more as soon as the first number of a query changes, until
// this process ends. Tells when it looks, and when it holds. Usage: node hold-database.mjs <file> <sql>
import { DatabaseSync } from 'node:sqlite';

const [file, sql] = process.argv.slice(2);
const database = new DatabaseSync(file, { timeout: 0 });
const statement = database.prepare(sql);
const look = () => Object.values(statement.get() ?? {})[0];

const before = look();
process.send('looking');
// Without a pause: the moment between two writes of n8n is short.
while (look() === before);
while (!hold());
process.send('held');
process.once('disconnect', () => process.exit());

function hold() {
	try {
		database.exec('BEGIN IMMEDIATE');
		return true;
	} catch {
		return false; // n8n writes at this moment
	}
}
