/**
 * Makes a project as the start page does, and gives its address: for stories that are not about the start page, which need not
 * wait for it.
 * @param what `{ name }` of an empty project, or `{ sample }`
 */
export async function newProject(
  url: string,
  what: { name: string } | { sample: string } = { name: 'Untitled' },
): Promise<string> {
  const answer = await fetch(`${url}/api/projects`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(what),
  });
  if (!answer.ok) throw new Error(`the server answers ${answer.status} to a new project`);
  const { id } = (await answer.json()) as { id: string };
  return `${url}/p/${id}`;
}
