// Hands a request in by the API, from what the API says of the form: for specs that begin where an officer does. How a person
// fills the pages in is what the specs of applicants are for (apply.ts).
import { readFileSync } from 'node:fs';
import { request, test, type APIRequestContext, type APIResponse } from '@playwright/test';
import { applicant } from './apply';
import { paper, today } from './decide';

const REGION = 'kota-bandung';

interface Field {
  key: string;
  type: string;
  optional: boolean;
  options?: { key: string; label: { id: string } }[];
  columns?: Field[];
  settings?: { min?: number; max?: number; not_future?: boolean; accept?: string[] };
}

interface Draft {
  id: string;
  token?: string;
  answers: Record<string, unknown>;
  problems: { path: string; text: string }[];
}

/** The first line of a list of the region's places. */
function place(file: string): string {
  const [, first = ''] = readFileSync(new URL(`../../regions/${REGION}/${file}`, import.meta.url), 'utf8').split('\n');
  return first.split(',')[0]!;
}

/** A day so many days from the demonstration's. */
function day(from: number): string {
  return new Date(Date.parse(today) + from * 86_400_000).toISOString().slice(0, 10);
}

/** A plausible, plainly fictional answer. */
function answer(field: Field): unknown {
  const who = applicant();
  switch (field.type) {
    case 'choice':
      return field.options?.[0]?.key ?? '';
    case 'confirm':
      return 'ya';
    case 'nik':
      return who.nik;
    case 'npwp':
      return who.npwp;
    case 'phone':
      return who.phone;
    case 'bank_account':
      return who.account;
    case 'email':
      return 'warga@contoh.test';
    case 'rupiah':
      return '1500000';
    case 'number':
      return String(Math.max(field.settings?.min ?? 0, 2));
    case 'date':
      return field.settings?.not_future ? '2015-02-03' : day(field.key.includes('end') ? 410 : 349);
    case 'point':
      return '-6,9147, 107,6098';
    case 'district':
      return place('districts.csv');
    case 'village':
      return place('villages.csv');
    case 'rows':
      return [Object.fromEntries((field.columns ?? []).filter((c) => c.type !== 'computed').map((c) => [c.key, answer(c)]))];
    default:
      return (field.settings?.max ?? 100) < 40 ? 'buah' : who.organisation;
  }
}

/** What is given for a field: of a list, the one that has that word. */
function chosen(field: Field, given: string | undefined): string | undefined {
  return field.options?.find((option) => option.label.id === given)?.key ?? given;
}

async function json<T>(answered: APIResponse): Promise<T> {
  if (!answered.ok()) throw new Error(`${answered.status()} ${answered.url()}: ${await answered.text()}`);
  return (await answered.json()) as T;
}

/**
 * A request of the running test alone, from a session of its own: nobody is an officer on what they handed in. Whatever the draft
 * says is missing is filled in until nothing is, with these answers where they are given.
 */
export async function handIn(given: Record<string, string> = {}, service = 'hibah-uang'): Promise<{ number: string; secret: string }> {
  const { baseURL } = test.info().project.use;
  const api = await request.newContext({ baseURL });
  try {
    const { pages } = await json<{ pages: { fields: Field[] }[] }>(await api.get(`/api/v1/${REGION}/services/${service}`));
    const fields = new Map(pages.flatMap((page) => page.fields).map((field) => [field.key, field]));
    const begun = await json<Draft>(await api.post(`/api/v1/${REGION}/cases`, { data: { service } }));
    return await filled(api, begun, fields, given);
  } finally {
    await api.dispose();
  }
}

async function filled(api: APIRequestContext, begun: Draft, fields: Map<string, Field>, given: Record<string, string>): Promise<{ number: string; secret: string }> {
  const headers = { Authorization: `Bearer ${begun.token}` };
  const at = `/api/v1/${REGION}/cases/${begun.id}`;
  let draft = begun;
  // What is asked for depends on what was answered.
  for (let round = 0; draft.problems.length > 0; round++) {
    if (round > 8) throw new Error(`the form is never whole: ${JSON.stringify(draft.problems)}`);
    const missing = [...new Set(draft.problems.map((problem) => problem.path.split('.')[0]!))].map((key) => fields.get(key)!);
    const answers = missing.filter((field) => field.type !== 'file').map((field) => [field.key, chosen(field, given[field.key]) ?? answer(field)]);
    if (answers.length) draft = await json(await api.patch(at, { headers, data: { answers: Object.fromEntries(answers) } }));
    for (const field of missing.filter((f) => f.type === 'file')) {
      draft = await json(await api.post(`${at}/files`, { headers, multipart: { slot: field.key, file: paper(!!field.settings?.accept?.includes('pdf')) } }));
    }
  }
  return json(await api.post(`${at}/submit`, { headers }));
}
