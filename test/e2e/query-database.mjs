// Prints the rows of a query as JSON. Usage: node query-database.mjs <file> <sql> [value...]
import { DatabaseSync } from 'node:sqlite';

const [file, sql, ...values] = process.argv.slice(2);
const database = new DatabaseSync(file, { timeout: 10_000 });
console.log(JSON.stringify(database.prepare(sql).all(...values)));
