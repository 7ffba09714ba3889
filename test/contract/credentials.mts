import type {
	ICredentialsHelper,
	IDataObject,
	IHttpRequestOptions,
	INode,
	INodeParameters,
	Workflow,
} from 'n8n-workflow';
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
		authenticate: (
			credential: IDataObject,
			_type: string,
			request: IHttpRequestOptions,
			workflow: Workflow,
			node: INode,
		) => {
			const headers = { ...request.headers, ...headersFor(credential, workflow, node) };
			return Promise.resolve({ ...request, headers });
		},
	};
	return Object.assign(store, { helper: helper as unknown as ICredentialsHelper });
}

/** The credential type's headers, their expressions resolved by n8n. */
function headersFor(credential: IDataObject, workflow: Workflow, node: INode): IDataObject {
	const { headers = {} } = new SmartSuiteApi().authenticate.properties;
	const keys = { $credentials: credential };
	return workflow.expression.getParameterValue(
		headers as INodeParameters,
		null,
		0,
		0,
		node.name,
		[],
		'internal',
		keys,
	) as IDataObject;
}
