// Writes whose boundaries a map shows, and says so where it stays blank because one of its files cannot be had.
export default async function ({ parentElement, data }) {
  parentElement.querySelector("small").textContent = data.note;
  const answers = await Promise.allSettled(data.files.map((file) => fetch(file, { method: "HEAD" })));
  parentElement.querySelector("p").textContent = answers.every(({ value }) => value?.ok) ? "" : data.missing;
}
