import { asObject, asText } from '../../../nodes/SmartSuite/api/shape.ts';
import { isOk } from '../client.mts';
import { rest, type Run } from '../run.mts';

/** The token's owner as far as the undocumented call tells (docs/internals/smartsuite.md section 3.6). */
export async function readOwner(run: Run): Promise<{ id: string; zone: string }> {
	const answer = await rest(run, 'GET current-member', '/current-member/');
	const { id, timezone } = asObject(answer.body);
	return isOk(answer) ? { id: asText(id), zone: asText(timezone) } : { id: '', zone: '' };
}

/** @param authorId who SmartSuite says created the record; '' where it does not say */
export function noteOwner({ findings }: Run, memberId: string, authorId: string): void {
	if (memberId === '') findings.found('current-member', 'missing');
	else if (authorId === '') findings.found('current-member', 'unsure');
	else findings.found('current-member', memberId === authorId ? 'owner' : 'otherwise');
}
