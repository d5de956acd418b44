/**
 * The REST interface. Every refusal becomes a `Refusal` that holds the server's own words
 * (RFC 9457), also when there is no answer at all.
 */
const TIMEOUT_MS = 30000;

/** A URL below this page or, with `../`, beside it; never with credentials, which fetch refuses. */
function address(path, query = {}) {
  const url = new URL(path, location.href);
  url.username = "";
  url.password = "";
  url.hash = "";
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) {
      if (one !== undefined && one !== null && one !== "") {
        url.searchParams.append(name, one);
      }
    }
  }
  return url;
}

export class Refusal extends Error {
  /** `status` 0: there was no answer. */
  constructor(status, body) {
    super(body?.detail ?? `HTTP ${status}`);
    this.status = status;
    this.problems = body?.problems ?? [];
    this.current = body?.current;
    this.body = body ?? {};
  }

  get unreachable() {
    return this.status === 0;
  }

  /** Whether insisting (`force=true`) would do it. */
  get forcible() {
    return (
      this.status === 409 && this.problems.length > 0 && this.problems.every((p) => p.forcible)
    );
  }
}

async function bodyOf(response) {
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return { detail: `${response.status} ${response.statusText}` };
  }
}

/** What comes of a part of an answer; one that breaks off is no answer, unless it was asked for. */
async function whole(part, signal) {
  try {
    return await part;
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new Refusal(0);
  }
}

/** `read` makes of a good response what is wanted of it. */
async function send(method, url, { headers = {}, body, signal } = {}, read = bodyOf) {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const request = fetch(url, {
    method,
    headers: { Accept: "application/json", ...headers },
    body,
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    cache: "no-store",
  });
  const response = await whole(request, signal);
  const data = await whole(response.ok ? read(response) : bodyOf(response), signal);
  if (!response.ok) {
    throw new Refusal(response.status, data);
  }
  return { response, data };
}

async function json(method, path, { query, ...rest } = {}) {
  const { response, data } = await send(method, address(`v1/${path}`, query), rest);
  const etag = response.headers.get("ETag");
  return etag && data && typeof data === "object" ? Object.assign(data, { etag }) : data;
}

const asJson = (value) => ({
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(value),
});

export const get = (path, query, signal) => json("GET", path, { query, signal });

/** ONOS's own REST interface, which stands beside ours behind the same login. */
export const getOnos = async (path, signal) =>
  (await send("GET", address(`../v1/${path}`), { signal })).data;

export function post(path, value, query, headers = {}) {
  const request = asJson(value);
  return json("POST", path, {
    query,
    body: request.body,
    headers: { ...request.headers, ...headers },
  });
}

/** Replaces what was read with `etag`, if given; refused with 412 when it has changed since. */
export function put(path, value, etag, query) {
  const request = asJson(value);
  return json("PUT", path, {
    query,
    body: request.body,
    headers: { ...request.headers, ...(etag ? { "If-Match": etag } : {}) },
  });
}

export const remove = (path, etag, query) =>
  json("DELETE", path, { query, headers: { "If-Match": etag } });

export const upload = (path, text, type, query) =>
  json("POST", path, { query, body: text, headers: { "Content-Type": type } });

/** Lets the browser save what `path` answers under a name. */
export async function download(path, accept, name) {
  const headers = { Accept: accept };
  const { data } = await send("GET", address(`v1/${path}`), { headers }, (response) =>
    response.blob(),
  );
  const link = document.createElement("a");
  link.href = URL.createObjectURL(data);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** A stream of bytes for `events.js`. */
export const openStream = (path, signal) =>
  fetch(address(`v1/${path}`), {
    headers: { Accept: "text/event-stream" },
    cache: "no-store",
    signal,
  });

/** A key under which a repeated request is done once; `crypto.randomUUID` needs HTTPS. */
export const freshKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
