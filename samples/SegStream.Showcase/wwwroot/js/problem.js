/** An error whose message is meant for the person in front of the page. */
export class Problem extends Error {}

/** Turns a refused response (RFC 9457 problem details, or anything) into one sentence. */
export async function problemOf(response) {
  const body = await response.text();
  try {
    const { errors, detail, title } = JSON.parse(body);
    const parameters = Object.entries(errors ?? {}).map(([name, messages]) => `${name}: ${[].concat(messages).join(' ')}`);
    return new Problem(parameters.join(' ') || detail || title || `The server answered ${response.status}.`);
  } catch {
    return new Problem(body.trim().split('\n')[0].slice(0, 200) || `The server answered ${response.status} ${response.statusText}.`);
  }
}

/** What to show for anything that was thrown. */
export const messageOf = error =>
  error instanceof Problem ? error.message
    : error instanceof TypeError ? 'The connection to the server was lost.'
      : String(error?.message ?? error);

/** EventSource does not tell why a stream was refused, so the reason is asked for once more. */
export async function reasonOf(url) {
  const abort = new AbortController();
  try {
    const response = await fetch(url, { signal: abort.signal });
    return response.ok ? 'The stream could not be kept open.' : (await problemOf(response)).message;
  } catch (error) {
    return messageOf(error);
  } finally {
    abort.abort();
  }
}
