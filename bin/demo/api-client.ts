/** What the demo needs of the platform's own API. */
export interface ApiClient {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  upload<T>(path: string, form: FormData): Promise<T>;
}

interface Envelope<T> {
  status: string;
  message?: string;
  data: T;
}

/** Signs in and talks to the API as any client would. @throws Error with the API's own message */
export async function signIn(
  url: string,
  credentials: { username?: string; email?: string; password: string },
): Promise<ApiClient> {
  let token = '';
  const call = async <T>(path: string, init: RequestInit): Promise<T> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      ...init,
      headers: { ...init.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    });
    const body = (await response.json()) as Envelope<T>;
    if (!response.ok)
      throw new Error(`${init.method ?? 'GET'} ${path}: ${body.message ?? response.statusText}`);
    return body.data;
  };
  const post = <T>(path: string, body: unknown): Promise<T> =>
    call<T>(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const session = await post<{ accessToken: string }>('/auth/login', credentials);
  token = session.accessToken;
  return {
    get: (path) => call(path, {}),
    post,
    upload: (path, form) => call(path, { method: 'POST', body: form }),
  };
}
