/** Every waiting time and bound of the shared request helper, in one place. */

/** Length of the window in which SmartSuite counts requests (Webhooks Overview, "Rate Limits"). */
export const WINDOW_MS = 1_000;

/** Milliseconds that SmartSuite refuses everything after a 429 (Webhooks Overview, "Rate Limits"). */
export const PENALTY_MS = 30_000;

/** Longest pause that is waited out; a server that asks for more gets no further call from here. */
export const LONGEST_PAUSE_MS = 120_000;

/** Time from a lowered pace back to the full one: other processes share the token. */
export const RECOVERY_MS = 300_000;

/** How long a pace is kept low that was too fast more than once; doubled each time, up to a day. */
export const SHORTEST_HOLD_MS = 3_600_000;
export const LONGEST_HOLD_MS = 86_400_000;

/** How often one call waits out a 429 before it gives up. */
export const MOST_PAUSES = 3;

/** Waits between the tries of a call that is safe to repeat. */
export const RETRY_DELAYS_MS: readonly number[] = [500, 2_000, 5_000];

/** Longest wait for one answer. */
export const REQUEST_TIMEOUT_MS = 15_000;

/** Longest wait for each of the two or three answers that the credential's test needs. */
export const CREDENTIAL_TEST_TIMEOUT_MS = 10_000;

/** Longest time from a request to the end of its answer, however slowly that drips in. */
export const LONGEST_ANSWER_MS = 60_000;

/** Longest time for a whole file, either way, and longest time in it without a byte. */
export const LONGEST_TRANSFER_MS = 600_000;
export const TRANSFER_TIMEOUT_MS = 60_000;

/** Largest file, either way: n8n holds it in memory, twice for a moment, beside all other workflows. */
export const MOST_FILE_BYTES = 500_000_000;

/** Most levels of JSON in an answer: code that goes down by calling itself, n8n's too, ends at about 1,900. */
export const MOST_LEVELS = 500;

/** Longest wait for our own URL, which answers once a drain is over. */
export const OWN_PING_TIMEOUT_MS = 120_000;

/** How long the readings of a credential are remembered while a workflow runs in production. */
export const ACCOUNT_MEMORY_MS = 60_000;

/** Bound on remembered tokens and credentials; the least recently added goes first. */
export const MOST_REMEMBERED = 200;
