import type { ICredentialsHelper, IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { SmartSuiteApi } from '../../credentials/SmartSuiteApi.credentials.ts';

/** n8n's credential store with one account in it, which authenticates as the credential type says. */
export interface CredentialStore {
	data: IDataObject;
	/** How often the credential was decrypted. */
	reads: number;
	helper: ICredentialsHelper;
}

export function storeCredential(data: IDataObject): CredentialStore {
	const store: Omit<CredentialStore, 'helper'> = { data, reads: 0 };
	const helper = {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		preAuthentication: () => Promise.resolve(undefined),
		getDecrypted: () => {
			store.reads++;
			return Promise.resolve({ ...store.data });
		},
		authenticate: (credential: IDataObject, _type: string, request: IHttpRequestOptions) => {
			const headers = { ...request.headers, ...headersFor(credential) };
			return Promise.resolve({ ...request, headers });
		},
	};
	return Object.assign(store, { helper: helper as unknown as ICredentialsHelper });
}

/** Resolves `{{$credentials.x}}` in the credential type's headers, as n8n's expressions do. */
function headersFor(credential: IDataObject): Record<string, string> {
	const { headers = {} } = new SmartSuiteApi().authenticate.properties;
	const resolve = (template: string) =>
		template
			.replace(/^=/, '')
			.replace(/{{\$credentials\.(\w+)}}/g, (_, field: string) => String(credential[field]));
	return Object.fromEntries(
		Object.entries(headers).map(([name, template]) => [name, resolve(String(template))]),
	);
}
