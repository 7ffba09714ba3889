import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { accountOf, authHeaders } from './account';
import type { Account } from './account';
import type { Call } from './call';
import { property } from './depth';
import { failureOfAnswer, failureOfBody, failureOfNetwork, failureOfPause, hostOf } from './failure';
import type { Answer, Failure } from './failure';
import { CREDENTIAL_TEST_TIMEOUT_MS, LONGEST_PAUSE_MS } from './limits';
import { Paused, pacerFor } from './pacer';
import { readCredential } from './pasted';
import type { Credential, CredentialFault } from './pasted';
import { before, HEADERS, readable, urlOf } from './send';
