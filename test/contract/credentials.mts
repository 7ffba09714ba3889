import { CredentialTestContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialsHelper,
	IDataObject,
	IHttpRequestOptions,
	INodeCredentialTestResult,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { SmartSuiteApi } from '../../credentials/SmartSuiteApi.credentials.ts';
import { SmartSuite } from '../../nodes/SmartSuite/SmartSuite.node.ts';

const action = new SmartSuite();

/** n8n's credential store with one account in it, which authenticates as the credential type says. */
export interface CredentialStore {
	/** Of the account in n8n. */
	id: string;
	data: IDataObject;
	/** How often the credential was decrypted. */
	reads: number;
	/** It was deleted in n8n. */
	isGone: boolean;
	helper: ICredentialsHelper;
}

let credentialsMade = 0;

export function storeCredential(data: IDataObject): CredentialStore {
	const id = `credential-${++credentialsMade}`;
	const store: Omit<CredentialStore, 'helper'> = { id, data, reads: 0, isGone: false };
	const helper = {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		preAuthentication: () => Promise.resolve(undefined),
		getDecrypted: () => {
			store.reads++;
			if (store.isGone) return Promise.reject(new Error('Credential could not be found'));
			return Promise.resolve({ ...store.data });
		},
		authenticate: (
			credential: ICredentialDataDecryptedObject,
			_: string,
			request: IHttpRequestOptions,
		) => new SmartSuiteApi().authenticate(credential, request),
	};
	return Object.assign(store, { helper: helper as unknown as ICredentialsHelper });
}

/** Tests it as n8n's credentials-tester.service.js does, by the function that both nodes name. */
export async function testedBy({ id, data }: CredentialStore): Promise<INodeCredentialTestResult> {
	const context = new CredentialTestContext({} as IWorkflowExecuteAdditionalData);
	const decrypted = { id, name: id, type: 'smartSuiteApi', data: { ...data } };
	const [credential] = action.description.credentials ?? [];
	const name = credential?.testedBy as keyof typeof action.methods.credentialTest;
	return await action.methods.credentialTest[name].call(
		context,
		decrypted as ICredentialsDecrypted,
	);
}

/** The store as a process sees it: once that is killed, none of its calls goes out any more. */
export function seenBy(process: { isKilled: boolean }, store: CredentialStore): CredentialStore {
	const whileAlive =
		<Args extends unknown[], Result>(work: (...args: Args) => Promise<Result>) =>
		async (...args: Args): Promise<Result> =>
			process.isKilled ? await new Promise(() => {}) : await work(...args);
	const { helper } = store;
	const getDecrypted = whileAlive(
		async (...which: Parameters<typeof helper.getDecrypted>) => await helper.getDecrypted(...which),
	);
	const authenticate = whileAlive(
		async (...what: Parameters<typeof helper.authenticate>) => await helper.authenticate(...what),
	);
	return { ...store, helper: { ...helper, getDecrypted, authenticate } as ICredentialsHelper };
}
