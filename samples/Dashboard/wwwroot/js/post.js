/** What went wrong, in the words of the problem details that a response holds. */
export function problemOf(status, text) {
  try {
    const problem = JSON.parse(text);
    return [problem.title, problem.detail].filter(Boolean).join(': ') || `The server answered ${status}.`;
  } catch {
    return status ? `The server answered ${status}.` : 'The server was not reached.';
  }
}

/** Posts; throws an Error whose message is for people. */
export async function post(path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Error('The server was not reached: nobody knows whether it has done this.');
  }
  if (!response.ok) throw new Error(problemOf(response.status, await response.text()));
}
